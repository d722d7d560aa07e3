package io.plcfleet.operator.rollout;

import io.plcfleet.operator.rollout.Progress.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The steps that there are for this change and these Plcs: what would make no difference is left out. At the end all Plcs have the change.
 *
 * <p>Of cohort steps that come to the same Plcs the first stays, and lasts as long as the longest of them.
 */
record Plan(List<Planned> steps, List<String> notes) {
  static final String SCORES_THE_SAME = "NoShadow: both revisions score alike, so there is nothing to show";
  private static final int ALL = 100;

  static Plan of(List<Step> declared, Cohorts cohorts, boolean scoring) {
    List<Planned> steps = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> have = Set.of();
    for (Step step : complete(declared)) {
      if (step instanceof Step.Shadow) {
        if (scoring) steps.add(new Planned(step, have.size()));
        else if (!notes.contains(SCORES_THE_SAME)) notes.add(SCORES_THE_SAME);
        continue;
      }
      Set<String> next = cohorts.grown(have, step);
      if (next.size() > have.size()) steps.add(new Planned(step, next.size()));
      else lengthen(steps, step.lasts());
      have = next;
    }
    return new Plan(ending(steps, cohorts.everybody().size()), List.copyOf(notes));
  }

  /** Its steps with those that were gone through instead of the first ones: shadows, before anybody gets the change. */
  List<Planned> after(List<Planned> gone) {
    List<Planned> all = new ArrayList<>(gone);
    long shadows = steps.stream().takeWhile(planned -> planned.step() instanceof Step.Shadow).count();
    all.addAll(steps.subList((int) Math.min(gone.size(), shadows), steps.size()));
    return List.copyOf(all);
  }

  private static List<Step> complete(List<Step> declared) {
    List<Step> all = new ArrayList<>(declared);
    if (declared.isEmpty() || !isAll(declared.getLast())) all.add(new Step.Percent(ALL, Duration.ZERO));
    return all;
  }

  private static boolean isAll(Step step) {
    return step instanceof Step.Percent percent && percent.percent() == ALL;
  }

  private static void lengthen(List<Planned> steps, Duration lasts) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Planned planned = steps.get(i);
      if (planned.step() instanceof Step.Shadow) continue;
      if (planned.step().lasts().compareTo(lasts) < 0) steps.set(i, new Planned(lasting(planned.step(), lasts), planned.plcs()));
      return;
    }
  }

  private static Step lasting(Step step, Duration lasts) {
    return switch (step) {
      case Step.Shadow shadow -> new Step.Shadow(lasts, shadow.maxChangedPercent());
      case Step.Percent percent -> new Step.Percent(percent.percent(), lasts);
      case Step.Selected selected -> new Step.Selected(selected.selector(), lasts);
    };
  }

  /** The last step is everybody's, those in maintenance included. */
  private static List<Planned> ending(List<Planned> steps, int everybody) {
    List<Planned> all = new ArrayList<>(steps);
    Duration lasts = Duration.ZERO;
    if (!all.isEmpty() && !(all.getLast().step() instanceof Step.Shadow)) lasts = all.removeLast().step().lasts();
    all.add(new Planned(new Step.Percent(ALL, lasts), everybody));
    return List.copyOf(all);
  }
}
