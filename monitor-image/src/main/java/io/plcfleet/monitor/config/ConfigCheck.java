package io.plcfleet.monitor.config;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.profile.ProfileModel;
import io.plcfleet.scoring.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in a file beyond its shape. All problems are found, each with field, value and way out. JSON leaves out what it likes, so
 * nothing is taken for present here.
 */
final class ConfigCheck {
  /** So many problems are told; a file that is wrong all over fills no status. */
  static final int SHOWN = 5;

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Map<String, Profile>> profiles = new LinkedHashMap<>();
  private final List<Assignment> plcs = new ArrayList<>();

  private ConfigCheck(@Nullable MonitorConfig config) {
    if (config == null || config.settings() == null || config.plcs() == null) {
      problems.add("settings and plcs are needed; the file holds neither or only one");
      return;
    }
    config.settings().forEach(this::settings);
    Set<String> uids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < config.plcs().size(); i++) {
      PlcEntry entry = config.plcs().get(i);
      String path = "plcs[" + i + "]";
      if (entry == null || entry.name() == null || entry.uid() == null || entry.revision() == null || entry.state() == null || entry.link() == null
          || entry.profile() == null) {
        problems.add(path + ": name, uid, revision, state, link and profile are needed");
      } else {
        path += " " + entry.name();
        if (!uids.add(entry.uid())) problems.add(path + ".uid: \"" + entry.uid() + "\" stands twice; each PLC needs its own");
        // One that is released may wait beside a new one of its name: it has no series.
        if (entry.state() == MonitorConfig.State.Read && !names.add(entry.name())) {
          problems.add(path + ".name: \"" + entry.name() + "\" is to be read twice; their series could not be told apart, so one of them must go");
        }
        plc(path, EntryCheck.complete(entry), config.settings());
      }
    }
  }

  static List<String> problems(@Nullable MonitorConfig config) {
    return new ConfigCheck(config).problems;
  }

  /** Of a file without problems. */
  static Assignments assignments(MonitorConfig config) {
    ConfigCheck check = new ConfigCheck(config);
    Map<String, Profile> byName = new LinkedHashMap<>();
    check.profiles.values().forEach(byName::putAll);
    for (Assignment plc : check.plcs) byName.put(plc.entry().profile(), plc.profile());
    return new Assignments(config.serial(), Set.copyOf(config.settings().keySet()), byName, List.copyOf(check.plcs));
  }

  private void settings(String revision, @Nullable Settings settings) {
    String path = "settings." + revision;
    if (settings == null || settings.links() == null || settings.profiles() == null) {
      problems.add(path + ": links and profiles are needed");
      return;
    }
    settings.links().forEach((key, link) -> new LinkCheck(problems).link(path + ".links." + key, link));
    Map<String, Profile> known = new LinkedHashMap<>();
    settings.profiles().forEach((name, profile) -> {
      try {
        known.put(name, ProfileModel.of(profile));
      } catch (IllegalArgumentException e) {
        problems.add(path + ".profiles." + name + ": " + e.getMessage());
      }
    });
    profiles.put(revision, known);
  }

  private void plc(String path, PlcEntry entry, Map<String, Settings> settings) {
    new EntryCheck(problems).entry(path, entry);
    LinkSettings link = link(path, entry, settings.get(entry.revision()));
    Profile profile = profile(path + ".", entry.revision(), entry.profile(), settings);
    Profile shadow = entry.shadow() == null ? null : profile(path + ".shadow.", entry.shadow().revision(), entry.shadow().profile(), settings);
    try {
      Endpoint endpoint = entry.endpoint();
      String problem = EntryCheck.endpointProblem(endpoint);
      if (problem != null) problems.add(path + "." + endpoint.protocol() + "." + problem);
      if (profile != null && link != null) plcs.add(new Assignment(entry, endpoint, link, profile, shadow));
    } catch (IllegalArgumentException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }

  private @Nullable LinkSettings link(String path, PlcEntry entry, @Nullable Settings settings) {
    if (settings == null || settings.links() == null) return null;  // told elsewhere
    LinkSettings link = settings.links().get(entry.link());
    if (link == null) {
      problems.add(path + ".link: \"" + entry.link() + "\" is not among the links of revision " + entry.revision() + "; expected one of " + settings.links().keySet());
      return null;
    }
    if (entry.polling() == null || link.polling() == null) return link;
    return new LinkSettings(entry.polling().over(link.polling()), link.heartbeat(), link.connection());
  }

  private @Nullable Profile profile(String path, String revision, String name, Map<String, Settings> settings) {
    Settings some = settings.get(revision);
    if (some == null) problems.add(path + "revision: \"" + revision + "\" has no settings; expected one of " + profiles.keySet());
    if (some == null || some.profiles() == null) return null;
    if (!some.profiles().containsKey(name)) problems.add(path + "profile: \"" + name + "\" is not among the profiles of revision " + revision);
    return profiles.getOrDefault(revision, Map.of()).get(name);
  }
}
