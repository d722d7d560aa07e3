package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.rollout.Member;
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
import org.junit.jupiter.api.Test;

/** Which edits take a rollout, and which nothing but an error would let through without one. */
class CoursesTest {
  private final List<Plc> plcs = new ArrayList<>();
  private final Map<String, ScoringProfile> profiles = new HashMap<>();
  private final Map<String, SharedConfig> revisions = new HashMap<>();
  private final List<ConfigRollout> rollouts = new ArrayList<>();
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
  void aPlcWhoseSpecCannotBeUsedIsNotWaitedFor() {
    isReadBy("");
    plcs.removeLast();
    plc("p6", "profileRef: {name: nowhere}, ");
    Inspection inspection = inspection("defaults: {polling: {interval: 200ms}}");
    assertThat(Members.of(inspection.fleet(), inspection.observed(), inspection.course(), inspection.plcs().refused().keySet()))
        .filteredOn(Member::maintenance).extracting(Member::name).containsExactly("p6");
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
    return Inspection.of(fleet, new Observed(Instant.parse("2026-01-02T03:04:05Z"), plcs, List.of(fleet), profiles, shards, Map.of(), Map.of(), null, List.of(),
        true, true, revisions, rollouts, "plcfleet/monitor:test", Runbooks.NOT_SERVED));
  }


  private void profile(String formula) {
    profiles.put("press", Serialization.unmarshal("metadata: {name: press, namespace: plant}\nspec: {formula: {" + formula + "}}", ScoringProfile.class));
  }

  private void plc(String name, String spec) {
    plcs.add(Serialization.unmarshal("metadata: {name: " + name + ", namespace: plant, uid: uid-" + name + ", generation: 1, creationTimestamp: \"2026-01-01T00:00:00Z\"}\nspec: {"
        + spec + "modbus: {host: " + name + "}, tags: [{name: life, address: \"coil:1\"}]}", Plc.class));
  }
}
