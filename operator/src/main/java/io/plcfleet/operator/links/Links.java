package io.plcfleet.operator.links;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.Polling;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.OwnPolling;
import org.jspecify.annotations.Nullable;

/** Finds the settings of each link of a fleet. */
public final class Links {
  private final @Nullable Polling defaults;

  public Links(MonitorFleetSpec fleet) {
    defaults = fleet.defaults() == null ? null : fleet.defaults().polling();
  }

  /**
   * What holds for a Plc before its own say.
   *
   * @param key the same for all Plcs that the same layers apply to
   */
  public record Link(String key, LinkSettings settings) {}

  /** @throws IllegalArgumentException when the Plc has no protocol, or more than one */
  public Link of(Plc plc) {
    Endpoint endpoint = plc.getSpec().endpoint();
    LinkSettings builtIn = BuiltIn.of(endpoint);
    MonitorConfig.Polling polling = own(defaults).over(builtIn.polling());
    return new Link(BuiltIn.kind(endpoint), new LinkSettings(polling, builtIn.heartbeat(), builtIn.connection()));
  }

  /** What a layer says of polling; what is absent there is absent here. */
  public static OwnPolling own(@Nullable Polling polling) {
    return polling == null ? new OwnPolling(null, null) : new OwnPolling(millis(polling.interval()), millis(polling.timeout()));
  }

  private static @Nullable Long millis(@Nullable String duration) {
    return duration == null ? null : DurationText.parse(duration).toMillis();
  }
}
