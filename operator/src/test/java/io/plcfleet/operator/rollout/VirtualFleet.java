package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.operator.rollout.Situation.ShadowCount;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet in virtual time, with monitors that load what their records say after a while. A turn is what the operator does in one reconcile:
 * observe, decide, store, write records. What must hold whatever happens is checked in every turn.
 *
 * <p>The operator is as good as restarted before each turn: it knows nothing but the ConfigRollout's status, as text, and the records.
 */
final class VirtualFleet {
  static final String FROM = "r1";
  static final String TO = "r2";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration QUIET = Duration.ofSeconds(30);

  /** From a phase to another; null before the first turn. */
  record Transition(@Nullable Phase from, Phase to) {}

  final Map<String, VirtualPlc> plcs = new TreeMap<>();
  final Map<String, VirtualMonitor> monitors = new LinkedHashMap<>();
  final Map<String, Verdict> verdicts = new LinkedHashMap<>();
  final Set<Transition> seen = new HashSet<>();
  Policy policy;
  Instant now;
  Duration loading = Duration.ofSeconds(3);
  @Nullable String wanted = TO;
  Verbs verbs = Verbs.NONE;
  boolean scoring = true;
  boolean image;
  int gradeChanges;
  boolean graded = true;
  boolean measured = true;
  /** The operator is killed after it has stored what it decided, before it writes the records. */
  boolean killedBeforeRecords;
  @Nullable ConfigRolloutStatus status;
  @Nullable Turn last;
  /** Read from the status. */
  private @Nullable Progress remembered;

  VirtualFleet(Policy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  VirtualPlc plc(String name) {
    return Objects.requireNonNull(plcs.get(name), name);
  }

  VirtualMonitor monitor(String name) {
    return monitors.computeIfAbsent(name, VirtualMonitor::new);
  }

  VirtualPlc add(String name, String monitor, Map<String, String> labels, int weight) {
    VirtualPlc plc = new VirtualPlc(name, monitor(monitor), labels, weight, FROM);
    plcs.put(name, plc);
    return plc;
  }

  void restart(VirtualMonitor monitor) {
    monitor.startedAt = now;
    for (VirtualPlc plc : plcs.values()) {
      if (plc.monitor == monitor) plc.loaded = plc.record;
    }
  }

  Turn turn() {
    settle();
    Progress progress = remembered;
    Turn turn = RolloutStep.of(situation(progress));
    assertThat(RolloutStep.of(situation(progress))).as("asked twice").isEqualTo(turn);
    Invariants.check(this, progress, turn);
    seen.add(new Transition(progress == null ? null : progress.phase(), turn.progress().phase()));
    ConfigRolloutStatus written = RolloutStatus.of(status, situation(progress), turn, 1L);
    Invariants.stepsAreKept(status, written);
    status = written;
    remembered = RolloutStatus.progress(stored());
    assertThat(remembered).as("stored and read again").isEqualTo(turn.progress());
    last = turn;
    if (!killedBeforeRecords) write(turn);
    killedBeforeRecords = false;
    return turn;
  }

  /** When the operator looks again by itself: as its decision says, or when a monitor reports that it has loaded something. */
  Instant nextLook() {
    Instant asked = switch (Objects.requireNonNull(last).decision()) {
      case Decision.Advance _, Decision.RollBack _ -> now.plusSeconds(1);
      case Decision.Hold hold when hold.until() != null -> hold.until();
      case Decision.Hold _, Decision.Ask _ -> now.plus(QUIET);
      case Decision.Finish _ -> Instant.MAX;
    };
    Instant reported = plcs.values().stream().filter(p -> !p.monitor.silent).flatMap(p -> Stream.of(p.loads, p.shadows)).filter(at -> at.isAfter(now))
        .min(Instant::compareTo).orElse(Instant.MAX);
    Instant next = asked.isBefore(reported) ? asked : reported;
    return next.isAfter(now) ? next : now.plusSeconds(1);
  }

  /** The status as the API server has it: text. */
  private @Nullable ConfigRolloutStatus stored() {
    try {
      return status == null ? null : JSON.readValue(JSON.writeValueAsString(status), ConfigRolloutStatus.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void settle() {
    for (VirtualPlc plc : plcs.values()) {
      if (!plc.monitor.silent && !now.isBefore(plc.loads)) plc.loaded = plc.record;
    }
  }

  private void write(Turn turn) {
    for (VirtualPlc plc : plcs.values()) {
      String revision = turn.canary().contains(plc.uid) ? TO : FROM;
      if (!plc.record.equals(revision)) {
        plc.record = revision;
        plc.loads = now.plus(loading);
      }
      if (!turn.shadow()) plc.shadows = Instant.MAX;
      else if (plc.shadows.equals(Instant.MAX)) plc.shadows = now.plus(loading);
    }
  }

  private Situation situation(@Nullable Progress progress) {
    List<Member> members = plcs.values().stream().map(plc -> plc.member(image)).toList();
    return new Situation(now, FROM, TO, wanted, verbs, policy, progress, members, measured, scoring, shadow(), List.copyOf(verdicts.values()), restarted(progress));
  }

  private @Nullable ShadowCount shadow() {
    int computed = (int) plcs.values().stream().filter(p -> !p.maintenance && !p.monitor.silent && !now.isBefore(p.shadows)).count();
    return computed == 0 ? null : new ShadowCount(computed, graded ? computed : 0, Math.min(gradeChanges, graded ? computed : 0));
  }

  private boolean restarted(@Nullable Progress progress) {
    Instant since = progress == null ? null : progress.time().bakingSince();
    return since != null && plcs.values().stream().anyMatch(p -> p.record.equals(TO) && p.monitor.startedAt.isAfter(since));
  }

  /** What happened, from the status. */
  String told() {
    if (status == null || status.history() == null) return "nothing";
    return status.history().stream().map(e -> e.at() + " " + e.what() + " " + e.message()).collect(Collectors.joining("\n"))
        + "\nnow " + now + " " + status.phase() + " " + status.message();
  }

  Phase phase() {
    return Objects.requireNonNull(Objects.requireNonNull(status).phase());
  }

  Progress progress() {
    return Objects.requireNonNull(RolloutStatus.progress(status));
  }

  long on(String revision) {
    return plcs.values().stream().filter(p -> p.record.equals(revision)).count();
  }
}
