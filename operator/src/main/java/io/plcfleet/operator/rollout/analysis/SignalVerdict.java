package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.operator.rollout.Verdict;
import io.plcfleet.profile.Bounds;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One signal, compared. What it is now comes from the counts since the baseline where it is made of counts, else from the window that its
 * monitor measures it in.
 */
record SignalVerdict(Criterion.OfSignal criterion, Pairs pairs, int minimumSamples, Group canary, Group control) {
  static Verdict of(Criterion.OfSignal criterion, Pairs pairs, int minimumSamples) {
    return new SignalVerdict(criterion, pairs, minimumSamples, pairs.group(true, pair -> change(criterion.signal(), pair)),
        pairs.group(false, pair -> change(criterion.signal(), pair))).verdict();
  }

  static @Nullable Change change(SignalName signal, Pairs.Pair pair) {
    boolean lowIsBad = Bounds.lowIsBad(signal);
    if (!SinceBaseline.counts(signal)) return pair.measured(signal.name(), lowIsBad);
    Double was = pair.before().values().get(signal.name());
    SinceBaseline.Counted is = pair.since().of(signal);
    return was == null || is == null ? null : pair.change(was, is.value(), lowIsBad, (double) is.events());
  }

  private Verdict verdict() {
    if (pairs.isEmpty()) return none(ConfigRolloutStatus.Verdict.NoData, Enough.NOBODY);
    String waiting = Enough.missing(pairs, minimumSamples);
    if (waiting != null) return none(ConfigRolloutStatus.Verdict.Inconclusive, waiting);
    if (canary.isEmpty()) return none(ConfigRolloutStatus.Verdict.NoData, label() + " is not known of any Plc with the change, both before and now");
    Rule rule = new Rule(canary, control, criterion.limit(), Limit.noise(criterion.signal().unit()), minimumSamples);
    return found(rule, rule.found());
  }

  private Verdict found(Rule rule, Rule.Found found) {
    return switch (found) {
      case Fine -> said(ConfigRolloutStatus.Verdict.Pass, false, "");
      case Worse -> said(ConfigRolloutStatus.Verdict.Fail, false, some(rule) + worstWords());
      case Common -> said(ConfigRolloutStatus.Verdict.Fail, true, "; the others got worse as well, so it may not be the change" + worstWords());
      case Behind -> said(ConfigRolloutStatus.Verdict.Inconclusive, false, "; the others got better, and those with the change did not");
    };
  }

  private Verdict said(ConfigRolloutStatus.Verdict result, boolean common, String more) {
    Change worst = worst();
    return new Verdict(criterion.name(), result, true, common, shown(canary), control.isEmpty() ? null : shown(control), limit(),
        pairs.reads(true) + pairs.reads(false), worst == null ? null : worst.plc(), sentence() + more);
  }

  private Verdict none(ConfigRolloutStatus.Verdict result, String why) {
    return new Verdict(criterion.name(), result, true, false, null, null, limit(), pairs.reads(true) + pairs.reads(false), null, why);
  }

  private String sentence() {
    String others = control.isEmpty() ? ", with no others to compare with" : ", of " + control.size() + (control.size() == 1 ? " other " : " others ") + shown(control);
    return label() + " of " + Show.plcs(canary.size()) + " with the change: " + shown(canary) + others + "; limit " + limit() + ", "
        + pairs.reads(true) + (control.isEmpty() ? "" : " and " + pairs.reads(false)) + " reads";
  }

  private static String some(Rule rule) {
    int some = rule.some().size();
    return some == 0 ? "" : "; " + some + " of them exceed the limit each by itself";
  }

  private String worstWords() {
    Change worst = worst();
    return worst == null ? "" : "; worst " + worst.plc() + ", " + Show.change(criterion.signal(), worst.before(), worst.after());
  }

  private @Nullable Change worst() {
    return canary.changes().stream().filter(change -> change.harm() > 0).max(Comparator.comparingDouble(Change::harm)).orElse(null);
  }

  private String shown(Group group) {
    return Show.change(criterion.signal(), group.before(), group.after());
  }

  private String label() {
    return Signals.of(criterion.signal()).label();
  }

  private String limit() {
    return Show.limit(criterion.signal(), criterion.limit());
  }
}
