package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.outcome.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Plcs that a fleet selects.
 *
 * @param refused what is wrong with a Plc's own spec, by uid
 * @param sound those of which nothing is
 */
record FleetPlcs(List<Plc> selected, Map<String, List<Problem>> refused, List<Plc> sound) {
  static FleetPlcs of(MonitorFleet fleet, Observed observed) {
    List<Plc> selected = selected(fleet, observed);
    Map<String, List<Problem>> refused = new HashMap<>();
    List<Plc> sound = new ArrayList<>();
    for (Plc plc : selected) {
      List<Problem> problems = new ArrayList<>(PlcCheck.problems(plc, fleet, observed.profiles()));
      Permissions.address(plc, observed.house()).ifPresent(problems::add);
      if (problems.isEmpty()) sound.add(plc);
      else refused.put(plc.getMetadata().getUid(), problems);
    }
    return new FleetPlcs(selected, refused, sound);
  }

  static List<Plc> selected(MonitorFleet fleet, Observed observed) {
    return observed.plcs().stream()
        .filter(p -> p.getMetadata().getNamespace().equals(fleet.getMetadata().getNamespace()) && p.getMetadata().getDeletionTimestamp() == null)
        .filter(p -> LabelMatch.matches(fleet.getSpec().selector(), p)).toList();
  }
}
