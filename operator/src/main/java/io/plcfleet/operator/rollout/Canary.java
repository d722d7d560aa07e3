package io.plcfleet.operator.rollout;

import io.plcfleet.operator.rollout.Situation.ShadowCount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is concerned by what a rollout is at, and what of them is waited for. */
record Canary(Situation situation, Cohorts cohorts) {
  private static final int NAMES = 3;

  /** Uids of the Plcs that are to be on the candidate. */
  Set<String> of(Progress progress) {
    return switch (progress.phase()) {
      case Pending, RollingBack, RolledBack, Superseded -> Set.of();
      case Paused, Frozen -> cohorts.have();
      case Succeeded -> cohorts.everybody();
      case Shadow, Progressing -> cohort(progress);
    };
  }

  /** Once all have loaded it nobody joins: a Plc that is added belongs to the control. In the last step there is none. */
  private Set<String> cohort(Progress progress) {
    boolean grows = !progress.time().stopped() && (progress.isLast() || progress.time().bakingSince() == null);
    if (!grows) return cohorts.have();
    return progress.isLast() ? cohorts.everybody() : cohorts.of(progress.current());
  }

  boolean isEverybody(Set<String> canary) {
    return situation.members().stream().allMatch(m -> m.maintenance() || canary.contains(m.uid()));
  }

  /** Whether the candidate's profiles are to be computed beside. */
  boolean shadow(Progress progress) {
    return switch (progress.phase()) {
      case Shadow, Paused, Frozen -> progress.begun() && progress.isShadow();
      case Pending, Progressing, RollingBack, Succeeded, RolledBack, Superseded -> false;
    };
  }

  /** Plcs that nobody works on. */
  long active() {
    return situation.members().stream().filter(m -> !m.maintenance()).count();
  }

  ShadowCount shadowed() {
    return situation.shadow() == null ? ShadowCount.NONE : situation.shadow();
  }

  /** What a step waits for before it is looked at. */
  Optional<String> waitsFor(Progress progress) {
    return progress.isShadow() ? shadows() : loads(of(progress));
  }

  private Optional<String> shadows() {
    return shadowed().computed() >= active() ? Optional.empty()
        : Optional.of("the changed profiles are computed for " + shadowed().computed() + " of " + active() + " Plcs");
  }

  private Optional<String> loads(Set<String> cohort) {
    List<String> missing = situation.members().stream().filter(m -> cohort.contains(m.uid()) && !m.maintenance() && !(m.on(situation.to()) && m.loaded()))
        .map(m -> m.reports() ? m.name() : m.name() + " (its monitor is silent)").sorted().toList();
    return missing.isEmpty() ? Optional.empty()
        : Optional.of(cohort.size() - missing.size() + " of " + cohort.size() + " Plcs have loaded the change, waiting for " + some(missing));
  }

  /** The first few names. */
  static String some(List<String> names) {
    return names.size() <= NAMES ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES)) + " and " + (names.size() - NAMES) + " others";
  }
}
