package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcSpec;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.protocol.TagAddress;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.profile.FieldProblem;
import io.plcfleet.profile.ProfileCheck;
import io.plcfleet.profile.ProfileSnapshot;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a Plc's own spec. All checks run, all problems are reported. */
final class PlcCheck {
  private interface Check {
    Stream<Problem> of(PlcSpec spec, Map<String, ScoringProfile> profiles);
  }

  private static final List<Check> CHECKS = List.of(
      PlcCheck::exactlyOneProtocol,  // the schema says so too; here for files that no API server has seen
      PlcCheck::addressIsOne,
      PlcCheck::tagAddressesParse,   // by the protocol's own grammar, before any connection
      PlcCheck::lifeSignCounts,      // a bit looks frozen when it blinks as fast as it is read
      PlcCheck::maintenanceEnds,     // at a time that the monitor can read
      PlcCheck::profileExists);      // only an edit helps

  private PlcCheck() {}

  static List<Problem> problems(Plc plc, Map<String, ScoringProfile> profiles) {
    List<Problem> problems = new ArrayList<>();
    for (Check check : CHECKS) check.of(plc.getSpec(), profiles).forEach(problems::add);
    return problems;
  }

  /** In a fleet that selects it. */
  static List<Problem> problems(Plc plc, MonitorFleet fleet, Map<String, ScoringProfile> profiles) {
    List<Problem> problems = problems(plc, profiles);
    credentialsAreGiven(plc.getSpec(), fleet).ifPresent(problems::add);
    return problems;
  }

  private static Optional<Problem> credentialsAreGiven(PlcSpec spec, MonitorFleet fleet) {
    if (spec.opcUa() == null || spec.opcUa().credentialsRef() == null) return Optional.empty();
    String name = spec.opcUa().credentialsRef().name();
    List<String> given = LostCredentials.given(fleet);
    return given.contains(name) ? Optional.empty() : Optional.of(new Problem("spec.opcUa.credentialsRef.name", ConditionReason.InvalidSpec,
        "\"" + name + "\" is not in spec.monitor.credentials of fleet " + fleet.getMetadata().getName()
            + (given.isEmpty() ? ", which has none" : ", but " + String.join(", ", given)) + ": add it there with its Secret, or name another"));
  }

  /** Where a Plc answers, if it says so in a way that can be used. */
  static Optional<Endpoint> endpoint(PlcSpec spec) {
    try {
      return Optional.of(spec.endpoint());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Stream<Problem> exactlyOneProtocol(PlcSpec spec, Map<String, ScoringProfile> profiles) {
    return spec.hasOneProtocol() ? Stream.empty() : Stream.of(new Problem("spec", ConditionReason.InvalidSpec, PlcSpec.ONE_PROTOCOL));
  }

  private static Stream<Problem> addressIsOne(PlcSpec spec, Map<String, ScoringProfile> profiles) {
    if (!spec.hasOneProtocol() || endpoint(spec).isPresent()) return Stream.empty();
    return Stream.of(new Problem("spec.opcUa.url", ConditionReason.InvalidSpec,
        "\"" + Objects.requireNonNull(spec.opcUa()).url() + "\" is no address of an OPC UA server; expected for example opc.tcp://press-07.example:4840/path"));
  }

  private static Stream<Problem> tagAddressesParse(PlcSpec spec, Map<String, ScoringProfile> profiles) {
    Optional<Endpoint> endpoint = endpoint(spec);
    if (endpoint.isEmpty()) return Stream.empty();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < spec.tags().size(); i++) {
      String path = "spec.tags[" + i + "].address";
      TagAddress.problem(endpoint.get(), spec.tags().get(i).address()).ifPresent(p -> problems.add(new Problem(path, ConditionReason.InvalidTagAddress, p)));
    }
    return problems.stream();
  }

  private static Stream<Problem> lifeSignCounts(PlcSpec spec, Map<String, ScoringProfile> profiles) {
    if ((spec.s7() == null) == (spec.modbus() == null)) return Stream.empty();
    Endpoint endpoint = spec.endpoint();
    List<Problem> problems = new ArrayList<>();
    List<PlcSpec.Tag> lifeSigns = spec.tags().stream().filter(tag -> tag.role() == MonitorConfig.Role.LifeSign).toList();
    if (lifeSigns.size() > 1) {
      problems.add(new Problem("spec.tags", ConditionReason.InvalidSpec, lifeSigns.stream().map(PlcSpec.Tag::name).collect(Collectors.joining(", "))
          + " have the role LifeSign: one that changes is enough, remove role from the others"));
    }
    for (PlcSpec.Tag tag : lifeSigns) {
      if (TagAddress.problem(endpoint, tag.address()).isPresent() || !TagAddress.isBit(endpoint, tag.address())) continue;
      problems.add(new Problem("spec.tags[" + spec.tags().indexOf(tag) + "].role", ConditionReason.InvalidTagAddress, "\"" + tag.address() + "\" is a BOOL,"
          + " which looks frozen when it blinks as fast as it is read: name a counter as LifeSign, for example an INT that the program counts up"));
    }
    return problems.stream();
  }

  private static Stream<Problem> maintenanceEnds(PlcSpec spec, Map<String, ScoringProfile> profiles) {
    PlcSpec.Maintenance maintenance = spec.maintenance();
    if (maintenance == null || ends(maintenance)) return Stream.empty();
    return Stream.of(new Problem("spec.maintenance.until", ConditionReason.InvalidSpec,
        (maintenance.until() == null ? "nothing" : "\"" + maintenance.until() + "\"") + " is no time; expected for example 2026-12-01T06:00:00Z"));
  }

  /** Whether it is none, or has an end that the monitor can read. */
  static boolean ends(PlcSpec.@Nullable Maintenance maintenance) {
    if (maintenance == null || !maintenance.active()) return true;
    if (maintenance.until() == null) return false;
    try {
      OffsetDateTime.parse(maintenance.until());
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Stream<Problem> profileExists(PlcSpec spec, Map<String, ScoringProfile> profiles) {
    return spec.profileRef() == null ? Stream.empty() : profileProblem(spec.profileRef().name(), profiles);
  }

  /** What is wrong with a profile that {@code spec.profileRef} names. The built-in one is always there. */
  static Stream<Problem> profileProblem(String name, Map<String, ScoringProfile> profiles) {
    if (name.equals(ProfileSnapshot.BUILT_IN)) return Stream.empty();
    ScoringProfile profile = profiles.get(name);
    if (profile == null) {
      String others = profiles.isEmpty() ? "there is none here" : "there is " + String.join(", ", new TreeSet<>(profiles.keySet()));
      return Stream.of(new Problem("spec.profileRef.name", ConditionReason.ProfileNotFound,
          "\"" + name + "\" is no ScoringProfile of this namespace (" + others + "): create it, name another, or leave profileRef out for the built-in one"));
    }
    String wrong = ProfileCheck.problems(profile.getSpec()).stream().map(FieldProblem::toString).collect(Collectors.joining("; "));
    return wrong.isEmpty() ? Stream.empty()
        : Stream.of(new Problem("spec.profileRef.name", ConditionReason.InvalidProfile, "ScoringProfile \"" + name + "\" cannot be used: " + wrong));
  }
}
