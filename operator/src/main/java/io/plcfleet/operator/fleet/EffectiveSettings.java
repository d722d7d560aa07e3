package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.PlcStatus.Effective;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Polling;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.operator.links.Links;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the layers of settings came to, as a shard's record has it. */
final class EffectiveSettings {
  private EffectiveSettings() {}

  static @Nullable Effective of(PlcEntry entry, Map<String, Settings> settings) {
    Settings revision = settings.get(entry.revision());
    LinkSettings link = revision == null ? null : revision.links().get(entry.link());
    if (link == null) return null;
    Polling polling = entry.polling() == null ? link.polling() : entry.polling().over(link.polling());
    List<String> overrides = Links.overridesOf(entry.link());
    return new Effective(DurationText.of(polling.intervalMillis()), DurationText.of(polling.timeoutMillis()), overrides.isEmpty() ? null : overrides, entry.link());
  }
}
