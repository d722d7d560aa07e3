package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.status.Runbooks;
import io.plcfleet.profile.ProfileCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the operator would say of resources before there are any in a cluster: the same checks, on what files declare. What one object alone
 * can be wrong about, the API server says as well; what it takes several for, nobody else does before they are applied.
 */
public final class FileCheck {
  private final List<MonitorFleet> fleets;
  private final List<Plc> plcs;
  private final List<ScoringProfile> profiles;
  private final HouseRules house;
  private final Instant now;
  private final List<String> found = new ArrayList<>();

  private FileCheck(List<MonitorFleet> fleets, List<Plc> plcs, List<ScoringProfile> profiles, HouseRules house, Instant now) {
    this.fleets = fleets;
    this.plcs = plcs;
    this.profiles = profiles;
    this.house = house;
    this.now = now;
  }

  /**
   * All that is wrong, a line each: kind, name, field, words.
   *
   * @param fleets each with namespace, name and a uid of its own, as the others
   */
  public static List<String> problems(List<MonitorFleet> fleets, List<Plc> plcs, List<ScoringProfile> profiles, HouseRules house, Instant now) {
    FileCheck check = new FileCheck(fleets, plcs, profiles, house, now);
    profiles.forEach(check::profile);
    Map<String, String> read = new HashMap<>();
    fleets.forEach(fleet -> check.fleet(fleet, read));
    plcs.forEach(plc -> check.plc(plc, read));
    return List.copyOf(check.found);
  }

  private void profile(ScoringProfile profile) {
    ProfileCheck.problems(profile.getSpec()).forEach(problem -> found.add("ScoringProfile " + profile.getMetadata().getName() + ": " + problem));
  }

  /** @param read what is wrong with a Plc, empty when nothing is, by the uids of those that a fleet selects */
  private void fleet(MonitorFleet fleet, Map<String, String> read) {
    Observed observed = observed(fleet);
    Inspection inspection = Inspection.of(fleet, observed);
    inspection.result(null).problems().forEach(problem -> found.add("MonitorFleet " + fleet.getMetadata().getName() + ": " + problem));
    if (!fleets.isEmpty() && !plcs.isEmpty() && inspection.plcs().selected().isEmpty()) {
      found.add("MonitorFleet " + fleet.getMetadata().getName() + ": spec.selector: selects none of the " + plcs.size() + " Plcs here");
    }
    Rivals rivals = new Rivals(fleet, observed);
    for (Plc plc : inspection.plcs().selected()) {
      List<Problem> problems = inspection.plcs().refused().getOrDefault(plc.getMetadata().getUid(), List.of());
      String words = problems.isEmpty() ? rivals.against(plc).map(NotPlaced::message).orElse("")
          : problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
      read.merge(plc.getMetadata().getUid(), words, (one, other) -> one.isEmpty() ? other : one);
    }
  }

  private void plc(Plc plc, Map<String, String> read) {
    String words = read.get(plc.getMetadata().getUid());
    if (words == null && !fleets.isEmpty()) found.add("Plc " + plc.getMetadata().getName() + ": no MonitorFleet here selects it");
    else if (words == null) PlcCheck.problems(plc, byName(plc.getMetadata().getNamespace())).forEach(problem -> found.add("Plc " + plc.getMetadata().getName() + ": " + problem));
    else if (!words.isEmpty()) found.add("Plc " + plc.getMetadata().getName() + ": " + words);
  }

  private Observed observed(MonitorFleet fleet) {
    return new Observed(now, plcs, fleets, byName(fleet.getMetadata().getNamespace()), List.of(), Map.of(), Map.of(), null, List.of(), true, true, Sight.NOTHING, Map.of(), List.of(), house,
        Runbooks.NOT_SERVED);
  }

  private Map<String, ScoringProfile> byName(String namespace) {
    return profiles.stream().filter(p -> p.getMetadata().getNamespace().equals(namespace)).collect(Collectors.toMap(p -> p.getMetadata().getName(), p -> p, (a, _) -> a));
  }
}
