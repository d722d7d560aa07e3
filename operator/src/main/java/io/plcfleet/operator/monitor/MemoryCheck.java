package io.plcfleet.operator.monitor;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.status.ConditionReason;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A memory limit that is too small for the PLCs that a monitor may take: the system would end it, again and again, once it has them. */
public final class MemoryCheck {
  private static final String PATH = "spec.monitor.resources.limits.memory";

  private MemoryCheck() {}

  public static Stream<Problem> problems(MonitorFleet fleet) {
    MonitorFleetSpec.Monitor spec = fleet.getSpec().monitor();
    return limit(spec).flatMap(limit -> problem(spec, limit)).stream();
  }

  /** Which the fleet sets itself. */
  static Optional<Quantity> limit(MonitorFleetSpec.@Nullable Monitor spec) {
    return spec == null || spec.resources() == null || spec.resources().getLimits() == null ? Optional.empty() : Optional.ofNullable(spec.resources().getLimits().get("memory"));
  }

  private static Optional<Problem> problem(MonitorFleetSpec.@Nullable Monitor spec, Quantity limit) {
    int plcs = MonitorRender.plcsPerPod(spec);
    int minutes = MonitorRender.recordingMinutes(spec);
    MonitorMemory plan = MonitorMemory.of(plcs, minutes);
    if (!MonitorMemory.isSize(limit)) return Optional.of(new Problem(PATH, ConditionReason.InvalidSpec, "\"" + limit + "\" is no quantity; expected for example " + plan.leastLimit() + "Mi"));
    if (MonitorMemory.megabytes(limit) >= plan.leastLimit()) return Optional.empty();
    int fits = MonitorMemory.mostPlcs(limit, minutes);
    return Optional.of(new Problem(PATH, ConditionReason.InvalidSpec, "\"" + limit + "\" is too little for " + plcs + " PLCs in a monitor (spec.monitor.plcsPerPod)"
        + (minutes == 0 ? "" : " with " + minutes + " minutes of recording") + ", which take at least " + plan.leastLimit() + "Mi, " + plan.heapMegabytes() + " of them heap: give that much,"
        + (fits == 0 ? "" : " set plcsPerPod to " + fits + " or less,") + " or leave the limit out for one that fits"));
  }
}
