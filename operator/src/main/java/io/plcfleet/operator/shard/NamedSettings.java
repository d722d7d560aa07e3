package io.plcfleet.operator.shard;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shared settings that a shard's entries name, and no others: a monitor loads nothing anew because of what others use. */
final class NamedSettings {
  private final Map<String, Settings> now;
  private final Map<String, Settings> before;

  /** @param before what the shard's record holds, for entries that stay as they are */
  NamedSettings(Map<String, Settings> now, Map<String, Settings> before) {
    this.now = now;
    this.before = before;
  }

  Map<String, Settings> of(List<PlcEntry> entries) {
    Map<String, Settings> named = new TreeMap<>();
    for (PlcEntry entry : entries) {
      Settings own = named.computeIfAbsent(entry.revision(), _ -> new Settings(new TreeMap<>(), new TreeMap<>()));
      copy(own.links(), entry.revision(), entry.link(), Settings::links);
      copy(own.profiles(), entry.revision(), entry.profile(), Settings::profiles);
      MonitorConfig.Shadow shadow = entry.shadow();
      if (shadow == null) continue;
      copy(named.computeIfAbsent(shadow.revision(), _ -> new Settings(new TreeMap<>(), new TreeMap<>())).profiles(), shadow.revision(), shadow.profile(), Settings::profiles);
    }
    return named;
  }

  /** What nobody knows any more stays out; the monitor then refuses the file, and says what is missing. */
  private <T> void copy(Map<String, T> into, String revision, String key, Function<Settings, Map<String, T>> part) {
    T found = find(now.get(revision), key, part);
    if (found == null) found = find(before.get(revision), key, part);
    if (found != null) into.put(key, found);
  }

  private static <T> @Nullable T find(@Nullable Settings settings, String key, Function<Settings, Map<String, T>> part) {
    return settings == null ? null : part.apply(settings).get(key);
  }
}
