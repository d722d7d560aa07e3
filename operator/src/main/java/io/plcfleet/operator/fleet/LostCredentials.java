package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.status.ConditionReason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Credentials that the fleet gives its monitors no more, and by which Plcs are read as before. Without them in their pods the monitors
 * could not log in again, so the fleet stays as it is.
 */
final class LostCredentials {
  private static final int PLCS_NAMED = 3;

  private LostCredentials() {}

  /** One for each name. */
  static Stream<Problem> problems(FleetModel model, Observed observed) {
    List<String> given = given(model.fleet());
    Map<String, List<String>> readers = observed.shardsOf(model.fleet()).stream().flatMap(s -> s.entries().stream())
        .filter(e -> e.state() == State.Read && model.keep().contains(e.uid()))
        .flatMap(e -> credentials(e).filter(name -> !given.contains(name)).map(name -> Map.entry(name, e.name())))
        .collect(Collectors.groupingBy(Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return readers.entrySet().stream().map(lost -> new Problem("spec.monitor.credentials", ConditionReason.InvalidSpec, "\"" + lost.getKey()
        + "\" is gone, and Plcs that are read as before log in with it: " + some(lost.getValue())
        + ". Put it back, and have these Plcs name another before you take it away"));
  }

  /** Names of the credentials that a fleet gives its monitors. */
  static List<String> given(MonitorFleet fleet) {
    MonitorFleetSpec.Monitor monitor = fleet.getSpec().monitor();
    return monitor == null || monitor.credentials() == null ? List.of() : monitor.credentials().stream().map(MonitorFleetSpec.Credentials::name).toList();
  }

  private static Stream<String> credentials(PlcEntry entry) {
    return Stream.ofNullable(entry.opcUa()).map(Endpoint.OpcUa::credentials).filter(Objects::nonNull);
  }

  private static String some(List<String> names) {
    String first = names.stream().sorted().limit(PLCS_NAMED).collect(Collectors.joining(", "));
    return names.size() <= PLCS_NAMED ? first : first + " and " + (names.size() - PLCS_NAMED) + " more";
  }
}
