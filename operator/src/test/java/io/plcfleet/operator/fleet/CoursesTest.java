package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutSpec;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.rollout.Member;
import io.plcfleet.operator.rollout.RolloutStep;
import io.plcfleet.operator.rollout.Situation;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which edits take a rollout, and which nothing but an error would let through without one. */
class CoursesTest {
  private final List<Plc> plcs = new ArrayList<>();
  private final Map<String, ScoringProfile> profiles = new HashMap<>();
  private final Map<String, SharedConfig> revisions = new HashMap<>();
  private final List<ConfigRollout> rollouts = new ArrayList<>();
  private final Map<ShardKey, ShardLife> life = new HashMap<>();
  private List<ShardRecord> shards = List.of();
  private String stable = "";

  CoursesTest() {
    for (int i = 1; i <= 6; i++) plc("p" + i, "");
  }

  @Test
  void theFirstSettingsAreStableAtOnce() {
    Course course = inspection("defaults: {polling: {interval: 2s}}").course();
    assertThat(course.begin()).isNull();
    assertThat(course.stable()).isEqualTo(course.wanted());
  }

  @Test
  void anEditThatConcernsAPlcTakesARollout() {
    isReadBy("defaults: {polling: {interval: 2s}}");
    Course course = inspection("defaults: {polling: {interval: 1s}}").course();
    assertThat(course.begin()).isNotNull();
    assertThat(course.stable()).isEqualTo(stable).isNotEqualTo(course.wanted());
  }

  @Test
  void anEditThatConcernsNobodyTakesNone() {
    isReadBy("defaults: {polling: {interval: 2s}}");
    Course course = inspection("defaults: {polling: {interval: 2s}}, overrides: [{name: old, group: legacy, set: {polling: {interval: 5s}}}]").course();
    assertThat(course.begin()).isNull();
    assertThat(course.stable()).isEqualTo(course.wanted()).isNotEqualTo(stable);
  }

  /** Nobody selected is nobody concerned; but those who are read are. */
  @Test
  void whatComesWithAMistypedSelectorIsNotAdopted() {
    isReadBy("defaults: {polling: {interval: 2s}}");
    Inspection mistyped = inspection("matchLabels: {line: nowhere}", "defaults: {polling: {interval: 200ms}}");
    assertThat(mistyped.problems()).extracting(Problem::reason).containsExactly(ConditionReason.TooManyReleased);
    assertThat(mistyped.course().stable()).isEqualTo(stable);
    assertThat(mistyped.course().begin()).isNull();
    assertThat(inspection("defaults: {polling: {interval: 200ms}}").course().begin()).as("once the selector is mended").isNotNull();
  }

  @Test
  void aProfileMadeAnewWithOtherNumbersTakesARollout() {
    plcs.clear();
    for (int i = 1; i <= 6; i++) plc("p" + i, "profileRef: {name: press}, ");
    profile("linear: {}");
    isReadBy("");
    profiles.clear();
    Course gone = inspection("").course();
    assertThat(gone.begin()).isNull();
    assertThat(gone.stable()).isEqualTo(stable);
    profile("linear: {errors: \"-3\"}");
    assertThat(inspection("").course().begin()).isNotNull();
  }

  /** The schema refuses it; but schemas grow, and objects from before stay. */
  @Test
  void aProfileThatCannotBeUsedIsNoRevision() {
    plcs.clear();
    for (int i = 1; i <= 6; i++) plc("p" + i, "profileRef: {name: press}, ");
    profile("linear: {}");
    isReadBy("");
    profile("linear: {errors: \"3\"}");
    assertThat(inspection("").course().stable()).isEqualTo(stable);
    profile("linear: {}");
    assertThat(inspection("").course().begin()).as("as it was").isNull();
  }

  @Test
  void aProfileThatAPlcNamesAnewIsItsOwnMatter() {
    isReadBy("");
    profile("linear: {}");
    plcs.removeLast();
    plc("p6", "profileRef: {name: press}, ");
    assertThat(inspection("").course().begin()).isNull();
  }

  @Test
  void aRolloutWhoseRevisionsAreGoneIsAProblemAndChangesNothing() {
    isReadBy("");
    rollouts.add(Serialization.unmarshal("""
        metadata: {name: line-a-0123456789-1, namespace: plant, annotations: {plcfleet.io/sequence: "1"}}
        spec: {fleetRef: {name: line-a}, from: 9876543210, to: "0123456789"}
        status: {phase: Progressing, step: 1}
        """, ConfigRollout.class));
    Inspection inspection = inspection("defaults: {polling: {interval: 200ms}}");
    assertThat(inspection.problems()).extracting(Problem::reason).containsExactly(ConditionReason.RecordLost);
    assertThat(inspection.course().stable()).isEqualTo(stable);
    assertThat(inspection.course().begin()).isNull();
  }

  @Test
  void whatWasRolledBackIsNotTriedAgainByItself() {
    isReadBy("");
    ConfigRollout rolledBack = ended(edit("200ms"), Phase.RolledBack);
    Course course = edited("200ms").course();
    assertThat(course.begin()).isNull();
    assertThat(course.failed()).isSameAs(rolledBack);
    assertThat(course.stable()).isEqualTo(stable);
    Course.Begin other = edit("300ms");
    assertThat(other.from()).as("what succeeded last").isEqualTo(stable);
    assertThat(other.retried()).isNull();
  }

  @Test
  void aRetryIsASecondAttemptOfTheSame() {
    isReadBy("");
    Course.Begin first = edit("200ms");
    ConfigRollout rolledBack = ended(first, Phase.RolledBack);
    rolledBack.setSpec(new ConfigRolloutSpec(rolledBack.getSpec().fleetRef(), first.from(), first.to(), null, null, null, null, true));
    Course.Begin again = edit("200ms");
    assertThat(again).isEqualTo(new Course.Begin(first.from(), first.to(), 2, rolledBack));
    ended(again, Phase.RolledBack);
    assertThat(edited("200ms").course().begin()).as("the second attempt was not asked to be tried again").isNull();
  }

  @Test
  void aSuccessCountsBeforeTheFleetSaysSo() {
    isReadBy("");
    Course.Begin first = edit("200ms");
    ended(first, Phase.Succeeded);
    Course course = edited("200ms").course();
    assertThat(course.stable()).isEqualTo(first.to());
    assertThat(course.begin()).isNull();
    assertThat(edit("300ms").from()).isEqualTo(first.to());
  }

  @Test
  void whatTookThePlaceOfAnotherEditBeginsFromWhatSucceeded() {
    isReadBy("");
    ended(edit("200ms"), Phase.Superseded);
    Course.Begin newer = edit("300ms");
    assertThat(newer.from()).isEqualTo(stable);
    assertThat(newer.sequence()).isEqualTo(2);
    Course takenBack = inspection("").course();
    assertThat(takenBack.begin()).isNull();
    assertThat(takenBack.stable()).isEqualTo(stable);
  }

  @Test
  void aRolloutThatWasDeletedLeavesItsNumberToItsRecord() {
    isReadBy("");
    for (int i = 0; i < 4; i++) ended(edit("200ms"), Phase.Superseded);
    MonitorFleet fleet = edited("200ms").fleet();
    ConfigRollout deleted = rollouts.removeLast();
    Course.Begin begin = edit("200ms");
    assertThat(RolloutRender.name("line-a", begin)).as("by the rollouts alone").isEqualTo(deleted.getMetadata().getName());
    long latest = RolloutRender.sequenceOf(RolloutRender.record(fleet, deleted));
    assertThat(RolloutRender.name("line-a", begin.after(latest))).isEqualTo("line-a-" + begin.to() + "-5");
    assertThat(begin.after(0)).isEqualTo(begin);
  }

  @Test
  void aPlcWhoseSpecCannotBeUsedIsNotWaitedFor() {
    isReadBy("");
    plcs.removeLast();
    plc("p6", "profileRef: {name: nowhere}, ");
    Inspection inspection = inspection("defaults: {polling: {interval: 200ms}}");
    assertThat(Members.of(inspection.fleet(), inspection.observed(), inspection.course(), inspection.plcs().refused().keySet()))
        .filteredOn(Member::maintenance).extracting(Member::name).containsExactly("p6");
  }

  /** Else it would go back to what it has not loaded, or to the next revision, after the rollout is over. */
  @Test
  void aMonitorThatHasJustBegunIsWaitedForAndASilentOneIsNot() {
    isReadBy("");
    Inspection inspection = inspection("");
    life.put(shards.getFirst().key(), new ShardLife(true, null, true, null, null));
    assertThat(Members.of(inspection.fleet(), inspection.observed(), inspection.course(), Set.of())).isNotEmpty().allMatch(Member::reports).noneMatch(Member::loaded);
    life.put(shards.getFirst().key(), new ShardLife(true, null, false, null, null));
    assertThat(Members.of(inspection.fleet(), inspection.observed(), inspection.course(), Set.of())).isNotEmpty().noneMatch(Member::reports);
  }

  /** Or the rollout after the next would find a third revision in force. */
  @Test
  void aPlcWhoseSpecCannotBeUsedHasTheRevisionThatSucceededAndItsOwnProfile() {
    profile("linear: {errors: \"-3\"}");
    plcs.removeLast();
    plc("p6", "profileRef: {name: press}, ");
    isReadBy("");
    ended(edit("200ms"), Phase.Succeeded);
    plcs.removeLast();
    plc("p6", "profileRef: {name: nowhere}, ");
    Inspection inspection = edited("200ms");
    assertThat(inspection.plcs().refused()).hasSize(1);
    ShardPlan plan = ShardPlan.of(inspection.result(null).model().planned(inspection.observed()));
    String stable = inspection.course().stable();
    assertThat(plan.shards().stream().flatMap(s -> s.entries().stream())).hasSize(6).allMatch(e -> e.revision().equals(stable))
        .filteredOn(e -> e.name().equals("p6")).extracting(PlcEntry::profile).containsExactly("press");
    assertThat(plan.shards().getFirst().config().settings()).containsOnlyKeys(stable);
    assertThat(press(plan.shards().getFirst(), stable)).isEqualTo(press(shards.getFirst(), this.stable));
  }

  @Test
  void aPolicyThatCannotBeUsedHoldsNoRolloutUp() {
    isReadBy("");
    Course.Begin begin = Objects.requireNonNull(inspection("defaults: {polling: {interval: 200ms}}").course().begin());
    Inspection edited = inspection("defaults: {polling: {interval: 200ms}}");
    revisions.put(begin.to(), edited.course().config(begin.to()));
    ConfigRollout rollout = RolloutRender.rollout(edited.fleet(), begin);
    rollouts.add(rollout);
    Inspection broken = inspection("defaults: {polling: {interval: 200ms}}, rollout: {windows: [{from: \"06:00\", to: \"14:00\", timeZone: Nowhere/Town}]}");
    assertThat(broken.problems()).extracting(Problem::path).containsExactly("spec.rollout.windows[0].timeZone");
    assertThat(new Trial(broken, rollout, Map.of()).situation().policy()).isEqualTo(new Trial(edited, rollout, Map.of()).situation().policy());
  }

  @Test
  void whatWasMeasuredIsCountedAnewWhenTheClockWasSetBack() {
    isReadBy("");
    ConfigRollout rollout = ended(edit("200ms"), Phase.Progressing);
    rollout.setStatus(Serialization.unmarshal("""
        phase: Progressing
        step: 1
        steps: [{what: 10%, plcs: 1, lasts: 5m, declared: {cohort: 10%, bake: 5m}}]
        startedAt: "2026-01-02T04:00:00Z"
        stepStartedAt: "2026-01-02T04:00:00Z"
        stoppedSeconds: 0
        changes: []
        baseline: {takenAt: "2026-01-02T04:00:00Z", plcs: [{name: p1, canary: true, monitorStartedAt: "2026-01-01T00:00:00Z", counts: {}, signals: {}}]}
        """, ConfigRolloutStatus.class));
    Trial trial = new Trial(edited("200ms"), rollout, Map.of());
    Situation situation = trial.situation();
    ConfigRolloutStatus status = trial.status(situation, RolloutStep.of(situation));
    assertThat(Objects.requireNonNull(status.baseline()).takenAt()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(status.startedAt()).isEqualTo("2026-01-02T03:04:05Z");
  }

  private static MonitorConfig.@Nullable Profile press(ShardRecord shard, String revision) {
    return Objects.requireNonNull(shard.config().settings().get(revision)).profiles().get("press");
  }

  /** The rollout that an edit of the interval takes. */
  private Course.Begin edit(String interval) {
    return Objects.requireNonNull(edited(interval).course().begin(), "no rollout");
  }

  private Inspection edited(String interval) {
    return inspection("defaults: {polling: {interval: " + interval + "}}");
  }

  private ConfigRollout ended(Course.Begin begin, Phase phase) {
    Inspection edited = inspection("defaults: {polling: {interval: 200ms}}");
    revisions.put(begin.to(), edited.course().config(begin.to()));
    ConfigRollout rollout = RolloutRender.rollout(edited.fleet(), begin);
    rollout.setStatus(Serialization.unmarshal("phase: " + phase + "\nstep: 1\n", ConfigRolloutStatus.class));
    rollouts.add(rollout);
    return rollout;
  }

  /** From now on. */
  private void isReadBy(String spec) {
    Inspection inspection = inspection(spec);
    shards = ShardPlan.of(inspection.result(null).model().planned(inspection.observed())).shards();
    stable = inspection.course().stable();
    revisions.put(stable, inspection.course().config(stable));
    assertThat(shards.stream().mapToInt(s -> s.entries().size()).sum()).isEqualTo(plcs.size());
  }

  private Inspection inspection(String spec) {
    return inspection("{}", spec);
  }

  private Inspection inspection(String selector, String spec) {
    String status = stable.isEmpty() ? "" : "\nstatus: {revision: {stable: \"" + stable + "\"}}";
    MonitorFleet fleet = Serialization.unmarshal("metadata: {name: line-a, namespace: plant, generation: 2, uid: fleet}\nspec: {selector: {"
        + (selector.equals("{}") ? "" : selector) + "}" + (spec.isEmpty() ? "" : ", " + spec) + "}" + status, MonitorFleet.class);
    return Inspection.of(fleet, new Observed(Instant.parse("2026-01-02T03:04:05Z"), plcs, List.of(fleet), profiles, shards, life, Map.of(), null, List.of(),
        true, true, Sight.NOTHING, revisions, rollouts, HouseRules.of("plcfleet/monitor:test"), Runbooks.NOT_SERVED));
  }


  private void profile(String formula) {
    profiles.put("press", Serialization.unmarshal("metadata: {name: press, namespace: plant}\nspec: {formula: {" + formula + "}}", ScoringProfile.class));
  }

  private void plc(String name, String spec) {
    plcs.add(Serialization.unmarshal("metadata: {name: " + name + ", namespace: plant, uid: uid-" + name + ", generation: 1, creationTimestamp: \"2026-01-01T00:00:00Z\"}\nspec: {"
        + spec + "modbus: {host: " + name + "}, tags: [{name: life, address: \"coil:1\"}]}", Plc.class));
  }
}
