package io.plcfleet.operator.links;

import io.plcfleet.api.v1alpha1.LinkOverride;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the settings of each link of a fleet. The strongest layer that says something of a field has it, each field by itself:
 * override by version, by region, by group, defaults of the fleet, connection type, built-in.
 */
public final class Links {
  private static final String PLUS = "+";

  private final io.plcfleet.api.v1alpha1.@Nullable LinkSettings defaults;
  private final Overrides overrides;

  /** @param defaults of the fleet */
  public Links(io.plcfleet.api.v1alpha1.@Nullable LinkSettings defaults, @Nullable List<LinkOverride> overrides) {
    this.defaults = defaults;
    this.overrides = new Overrides(overrides);
  }

  /**
   * What holds for a Plc before its own say.
   *
   * @param key the same for all Plcs of the fleet that the same layers apply to: kind of connection and names of overrides
   */
  public record Link(String key, LinkSettings settings) {}

  /** @throws IllegalArgumentException when the Plc has no protocol, or more than one */
  public Link of(Plc plc) {
    return of(plc, plc.getSpec().endpoint());
  }

  /** @param endpoint where the Plc is read, whatever its spec says by now */
  public Link of(Plc plc, Endpoint endpoint) {
    List<LinkOverride> applying = overrides.applying(plc);
    StringBuilder key = new StringBuilder(BuiltIn.kind(endpoint));
    List<io.plcfleet.api.v1alpha1.LinkSettings> layers = new ArrayList<>();
    for (LinkOverride override : applying) {
      key.append(PLUS).append(override.name());
      layers.add(override.set());
    }
    if (defaults != null) layers.add(defaults);
    return new Link(key.toString(), Layers.over(BuiltIn.of(endpoint), layers));
  }

  /** Names of the overrides that a key tells of, the strongest first. */
  public static List<String> overridesOf(String key) {
    List<String> parts = List.of(key.split("\\" + PLUS, -1));
    return parts.subList(1, parts.size());
  }
}
