package io.plcfleet.monitor.config;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityMode;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityPolicy;
import io.plcfleet.contract.MonitorConfig.Maintenance;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Role;
import io.plcfleet.contract.MonitorConfig.Tag;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of one PLC by itself. */
final class EntryCheck {
  private final List<String> problems;
  private final LinkCheck links;

  /** @param problems to which all that are found are added */
  EntryCheck(List<String> problems) {
    this.problems = problems;
    this.links = new LinkCheck(problems);
  }

  /** With everything that the file left out: lists and maps are empty, a label whose value is null is none, the first tag is the essential one. */
  static PlcEntry complete(PlcEntry entry) {
    return entry.with(entry.tags() == null ? List.of() : withEssential(entry.tags())).with(info(entry.info()));
  }

  private static List<Tag> withEssential(List<Tag> tags) {
    if (tags.isEmpty() || tags.getFirst() == null || tags.stream().anyMatch(tag -> tag != null && tag.essential())) return tags;
    List<Tag> some = new ArrayList<>(tags);
    some.set(0, tags.getFirst().asEssential());
    return some;
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

  void entry(String path, PlcEntry entry) {
    tags(path + ".tags", entry.tags());
    if (entry.polling() != null) links.own(path + ".polling", entry.polling());
    if (entry.maintenance() != null) maintenance(path + ".maintenance", entry.maintenance());
  }

  private void tags(String path, List<Tag> tags) {
    if (tags.stream().anyMatch(tag -> tag == null || tag.name() == null || tag.address() == null)) {
      problems.add(path + ": each needs name and address");
      return;
    }
    for (int i = 0; i < tags.size(); i++) {
      Tag tag = tags.get(i);
      if (tag.intervalMillis() != null) links.interval(path + "[" + i + "].intervalMillis", tag.intervalMillis());
      if (tag.maxFrozenMillis() != null) links.interval(path + "[" + i + "].maxFrozenMillis", tag.maxFrozenMillis());
    }
    List<String> lifeSigns = tags.stream().filter(tag -> tag.role() == Role.LifeSign).map(Tag::name).toList();
    if (lifeSigns.size() > 1) problems.add(path + ": " + String.join(", ", lifeSigns) + " have the role LifeSign; one of them must do");
  }

  private void maintenance(String path, Maintenance maintenance) {
    if (maintenance.reason() == null || maintenance.until() == null || maintenance.connections() == null) {
      problems.add(path + ": reason, until and connections are needed");
      return;
    }
    try {
      OffsetDateTime.parse(maintenance.until());
    } catch (DateTimeParseException e) {
      problems.add(path + ".until: \"" + maintenance.until() + "\" is no time; expected for example 2026-12-01T06:00:00Z");
    }
  }

  static @Nullable String endpointProblem(Endpoint endpoint) {
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
      case Endpoint.Eip eip -> eip.path() == null || !eip.path().matches("(\\d{1,3},\\d{1,3}(,\\d{1,3},\\d{1,3})*)?")
          ? "path: \"" + eip.path() + "\" is no path of ports and links, as 1,0" : null;
      case Endpoint.Ads ads when !isNetId(ads.amsNetId()) -> "amsNetId: \"" + ads.amsNetId() + "\" is no AmsNetId, as 192.168.0.17.1.1";
      case Endpoint.Ads ads when !isNetId(ads.sourceAmsNetId()) -> "sourceAmsNetId: \"" + ads.sourceAmsNetId() + "\" is no AmsNetId, as 192.168.0.40.1.1";
      case Endpoint.Ads ads -> ads.amsPort() < 1 || ads.amsPort() > 65535 ? "amsPort: " + ads.amsPort() + " is not within 1 to 65535" : null;
    };
  }

  private static boolean isNetId(@Nullable String text) {
    return text != null && text.matches("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){5}");
  }
}
