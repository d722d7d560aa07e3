package io.plcfleet.operator.rollout;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutSpec;
import io.plcfleet.api.v1alpha1.ConfigRolloutSpec.FleetRef;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ConfigRollouts at the ends of stories, with the status that the operator writes there. */
public final class RolloutFixtures {
  private static final String SMALL = "rollout {steps: [{cohort: 10%, bake: 1m}, {cohort: 100%}], progressDeadline: 5m}";

  private RolloutFixtures() {}

  /** By name, in the order of a rollout's life. */
  public static Map<String, ConfigRollout> all() {
    Map<String, ConfigRollout> all = new LinkedHashMap<>();
    all.put("new", rollout(null));
    all.put("shadow", story("00:10 => Shadow ShadowRunning"));
    all.put("progressing", story("04:00 => Progressing Baking, 1 Plc has the change"));
    all.put("paused", paused(story("04:00 paused is set", "04:00 => Paused, 1 Plc has the change")));
    all.put("stuck", story(SMALL, "00:01 SuccessRatio has no data", "06:00 => Progressing DeadlineExceeded, stuck"));
    all.put("rolling-back", story("04:00 abort is set", "04:00 => RollingBack Aborted"));
    all.put("rolled-back", story("04:00 SuccessRatio is worse: 0.91 against 0.999, limit 0.02, worst plc-07", "05:00 => RolledBack CanaryWorse, Stalled"));
    all.put("frozen", story("rollout {onFailure: Freeze}", "04:00 SuccessRatio is worse: 0.91 against 0.999, limit 0.02", "05:00 => Frozen CanaryWorse, Stalled"));
    all.put("superseded", story("01:00 the settings are edited again", "01:10 => Superseded Superseded, Ready"));
    all.put("succeeded", story("59:00 => Succeeded, 10 Plcs have the change, Ready"));
    return all;
  }

  private static ConfigRollout story(String... lines) {
    List<String> head = Stream.of(lines).filter(l -> l.startsWith("rollout ")).toList();
    List<String> told = Stream.of(lines).filter(l -> !l.startsWith("rollout ")).toList();
    List<String> story = new ArrayList<>(List.of("fleet 10 Plcs"));
    story.addAll(head);
    story.addAll(List.of("00:00 the settings are edited", "00:03 SuccessRatio passes"));
    story.addAll(told);
    return rollout(Objects.requireNonNull(new Scenario(story).play().status));
  }

  private static ConfigRollout rollout(@Nullable ConfigRolloutStatus status) {
    ConfigRollout rollout = new ConfigRollout();
    rollout.setMetadata(new ObjectMetaBuilder().withName("line-a-6f1c2a-1").withNamespace("plant").withGeneration(1L).build());
    rollout.setSpec(new ConfigRolloutSpec(new FleetRef("line-a"), VirtualFleet.FROM, VirtualFleet.TO, null, null, null, null, null));
    if (status != null) rollout.setStatus(status);
    return rollout;
  }

  private static ConfigRollout paused(ConfigRollout rollout) {
    ConfigRolloutSpec spec = rollout.getSpec();
    rollout.setSpec(new ConfigRolloutSpec(spec.fleetRef(), spec.from(), spec.to(), true, null, null, null, null));
    return rollout;
  }
}
