package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnNoData;
import io.plcfleet.operator.rollout.Situation.ShadowCount;
import io.plcfleet.operator.status.ConditionReason;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a step's measurements say at the end of its time. */
sealed interface Opinion {
  /** @param note what is to be remembered; empty when nothing is */
  record Pass(String why, String note) implements Opinion {}

  record Wait(ConditionReason reason, String why) implements Opinion {}

  record Fail(ConditionReason reason, String why) implements Opinion {}

  /** More Plcs with another grade than the step permits are a failure: that is known only now, since grades take their time to change. */
  static Opinion of(Step.Shadow step, ShadowCount shadow, long active, OnNoData onNoData) {
    if (active == 0) return new Pass("there is no Plc to score", "");
    if (shadow.scored() == 0) return withoutData("no Plc was scored by both profiles", onNoData);
    String counted = shadow.changed() + " of " + shadow.scored() + " Plcs would have another grade";
    return 100L * shadow.changed() > (long) step.maxChangedPercent() * shadow.scored()
        ? new Fail(ConditionReason.TooManyGradeChanges, counted + ", limit " + step.maxChangedPercent() + "%") : new Pass(counted, "");
  }

  /** A failure by itself needs a second comparison to be believed; that is seen before. */
  static Opinion of(List<Verdict> all, OnNoData onNoData) {
    List<Verdict> verdicts = all.stream().filter(Verdict::decides).toList();
    List<Verdict> alone = such(verdicts, v -> fails(v) && !v.common());
    List<Verdict> common = such(verdicts, v -> fails(v) && v.common());
    List<Verdict> unclear = such(verdicts, v -> v.result() == ConfigRolloutStatus.Verdict.Inconclusive);
    List<Verdict> dark = such(verdicts, v -> v.result() == ConfigRolloutStatus.Verdict.NoData);
    if (!alone.isEmpty()) return new Wait(ConditionReason.FailedOnce, "the next comparison decides: " + words(alone));
    if (!common.isEmpty()) return new Wait(ConditionReason.ControlWorse, "the control got worse as well: " + words(common));
    if (!dark.isEmpty() && onNoData == OnNoData.Rollback) return withoutData(words(dark), onNoData);
    if (!unclear.isEmpty()) return new Wait(ConditionReason.TooFewSamples, words(unclear));
    return dark.isEmpty() ? new Pass(passed(verdicts), "") : withoutData(words(dark), onNoData);
  }

  private static Opinion withoutData(String what, OnNoData onNoData) {
    return switch (onNoData) {
      case Pause -> new Wait(ConditionReason.NoData, what);
      case Proceed -> new Pass("went on without data: " + what, "NoData: went on without data: " + what);
      case Rollback -> new Fail(ConditionReason.NoData, what);
    };
  }

  private static boolean fails(Verdict verdict) {
    return verdict.result() == ConfigRolloutStatus.Verdict.Fail;
  }

  private static List<Verdict> such(List<Verdict> verdicts, Predicate<Verdict> which) {
    return verdicts.stream().filter(which).toList();
  }

  private static String passed(List<Verdict> verdicts) {
    return verdicts.isEmpty() ? "nothing was compared" : "no worse by " + verdicts.stream().map(Verdict::name).collect(Collectors.joining(", "));
  }

  static String words(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::message).collect(Collectors.joining("; "));
  }
}
