package io.plcfleet.monitor.config;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityMode;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityPolicy;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Polling;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.scoring.Penalties;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in a file beyond its shape. All problems are found, each with field, value and way out. JSON leaves out what it likes, so
 * nothing is taken for present here.
 */
final class ConfigCheck {
  /** So many problems are told; a file that is wrong all over fills no status. */
  static final int SHOWN = 5;
  private static final long SHORTEST_INTERVAL = 10;
  private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

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
      if (entry == null || entry.name() == null || entry.uid() == null || entry.revision() == null || entry.state() == null || entry.profile() == null) {
        problems.add(path + ": name, uid, revision, state and profile are needed");
      } else {
        path += " " + entry.name();
        if (!uids.add(entry.uid())) problems.add(path + ".uid: \"" + entry.uid() + "\" stands twice; each PLC needs its own");
        // One that is released may wait beside a new one of its name: it has no series.
        if (entry.state() == MonitorConfig.State.Read && !names.add(entry.name())) {
          problems.add(path + ".name: \"" + entry.name() + "\" is to be read twice; their series could not be told apart, so one of them must go");
        }
        plc(path, complete(entry), config.settings().get(entry.revision()));
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
    if (settings == null || settings.polling() == null || settings.profiles() == null) {
      problems.add(path + ": polling and profiles are needed");
      return;
    }
    polling(path + ".polling", settings.polling());
    Map<String, Profile> known = new LinkedHashMap<>();
    settings.profiles().forEach((name, profile) -> {
      try {
        known.put(name, profile(profile));
      } catch (IllegalArgumentException | NullPointerException e) {
        problems.add(path + ".profiles." + name + ": " + e.getMessage());
      }
    });
    profiles.put(revision, known);
  }

  private void plc(String path, PlcEntry entry, @Nullable Settings settings) {
    if (settings == null) {
      problems.add(path + ".revision: \"" + entry.revision() + "\" has no settings; expected one of " + profiles.keySet());
      return;
    }
    Profile profile = profiles.getOrDefault(entry.revision(), Map.of()).get(entry.profile());
    if (profile == null && settings.profiles() != null && !settings.profiles().containsKey(entry.profile())) {
      problems.add(path + ".profile: \"" + entry.profile() + "\" is not among the profiles of revision " + entry.revision());
    }
    if (entry.tags().stream().anyMatch(tag -> tag == null || tag.name() == null || tag.address() == null)) {
      problems.add(path + ".tags: each needs name and address");
    }
    if (entry.polling() != null) polling(path + ".polling", entry.polling());
    Polling polling = entry.polling() != null ? entry.polling() : settings.polling();
    try {
      Endpoint endpoint = entry.endpoint();
      String problem = endpointProblem(endpoint);
      if (problem != null) problems.add(path + "." + endpoint.protocol() + "." + problem);
      if (profile != null && polling != null) plcs.add(new Assignment(entry, endpoint, polling, profile));
    } catch (IllegalArgumentException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }

  private void polling(String path, Polling polling) {
    if (polling.intervalMillis() < SHORTEST_INTERVAL || polling.intervalMillis() > LONGEST_MILLIS) {
      problems.add(path + ".intervalMillis: " + polling.intervalMillis() + " is not within " + SHORTEST_INTERVAL + " to " + LONGEST_MILLIS);
    }
    if (polling.timeoutMillis() < 1 || polling.timeoutMillis() > LONGEST_MILLIS) {
      problems.add(path + ".timeoutMillis: " + polling.timeoutMillis() + " is not within 1 to " + LONGEST_MILLIS);
    }
  }

  private static @Nullable String endpointProblem(Endpoint endpoint) {
    if (endpoint.host() == null || endpoint.host().isBlank()) return "host: is needed";
    if (endpoint.port() < 1 || endpoint.port() > 65535) return "port: " + endpoint.port() + " is not within 1 to 65535";
    return switch (endpoint) {
      case Endpoint.Modbus m -> m.unitId() < 0 || m.unitId() > 255 ? "unitId: " + m.unitId() + " is not within 0 to 255" : null;
      case Endpoint.S7 s7 when s7.rack() < 0 || s7.rack() > 7 -> "rack: " + s7.rack() + " is not within 0 to 7";
      case Endpoint.S7 s7 when s7.slot() < 0 || s7.slot() > 31 -> "slot: " + s7.slot() + " is not within 0 to 31";
      case Endpoint.S7 s7 -> s7.connectionType() == null ? "connectionType: is needed: PG, OP or Basic" : null;
      case Endpoint.OpcUa ua when ua.path() == null || ua.securityPolicy() == null || ua.securityMode() == null ->
          "path, securityPolicy and securityMode: are needed";
      case Endpoint.OpcUa ua when (ua.securityPolicy() == SecurityPolicy.None) != (ua.securityMode() == SecurityMode.None) ->
          "securityMode: " + ua.securityMode() + " does not go with securityPolicy " + ua.securityPolicy();
      case Endpoint.OpcUa ua -> ua.securityPolicy() != SecurityPolicy.None && ua.credentials() == null
          ? "credentials: are needed for securityPolicy " + ua.securityPolicy() : null;
    };
  }

  /** @throws IllegalArgumentException when it would score nonsense */
  private static Profile profile(MonitorConfig.@Nullable Profile profile) {
    Objects.requireNonNull(profile, "is empty");
    List<Penalty> penalties = Objects.requireNonNull(profile.penalties(), "penalties are needed").stream()
        .map(p -> new Penalty(Objects.requireNonNull(p.signal(), "penalties: signal is needed"), p.points(), p.good(), p.bad())).toList();
    MonitorConfig.Grades grades = Objects.requireNonNull(profile.grades(), "grades are needed");
    MonitorConfig.Hysteresis hysteresis = Objects.requireNonNull(profile.hysteresis(), "hysteresis is needed");
    return new Profile(
        Duration.ofMillis(profile.windowMillis()),
        new Profile.Decay(profile.decayFactor(), Duration.ofMillis(profile.decayPerMillis())),
        new Penalties(penalties),
        new Profile.Thresholds(grades.healthy(), grades.warning(), grades.critical()),
        new Profile.Hysteresis(hysteresis.points(), Duration.ofMillis(hysteresis.worseAfterMillis()), Duration.ofMillis(hysteresis.betterAfterMillis())));
  }

  /** Lists and maps that the file leaves out are empty, and so is a label whose value is null. */
  private static PlcEntry complete(PlcEntry e) {
    return new PlcEntry(e.name(), e.uid(), e.revision(), e.state(), e.modbus(), e.s7(), e.opcUa(),
        e.tags() == null ? List.of() : e.tags(), e.polling(), e.profile(), info(e.info()));
  }

  private static Map<String, String> info(@Nullable Map<String, @Nullable String> info) {
    Map<String, String> known = new LinkedHashMap<>();
    if (info != null) {
      info.forEach((label, value) -> {
        if (value != null) known.put(label, value);
      });
    }
    return known;
  }
}
