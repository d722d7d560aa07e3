package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.operator.rollout.Verdict;
import io.plcfleet.scoring.SignalName;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.jspecify.annotations.Nullable;

/**
 * A ready-made check of the time of reads. Slower by less than 5 ms is never a failure, faster neither.
 *
 * <p>KolmogorovSmirnov: whether the changes of read P95, one for each Plc, of those with the change and of the others may come from one
 * distribution; without others, the values before and after. QuantileShift: how far the quartiles and the 95th percentile of the Plcs' read
 * P95 move, more than those of the others. P99Change: the mean of the Plcs' read P99, more than that of the others. Source: R-43.
 */
record TimesVerdict(Criterion.OfTimes criterion, Pairs pairs, Group canary, Group control) {
  private static final double NOISE = Limit.noise(SignalName.Unit.Seconds);
  private static final double[] QUANTILES = {0.25, 0.5, 0.75, 0.95};
  /** With fewer on a side the test could hardly ever say that they differ. */
  private static final int FEWEST = 3;

  /** How far something moved, of those with the change and of the others; times in seconds, 0 without others. */
  private record Shift(double quantile, double before, double after, double othersBefore, double othersAfter) {
    /** How much slower, less what the others are slower, as a share. */
    double more() {
      return relative(before, after) - (othersBefore > 0 ? Math.max(0, relative(othersBefore, othersAfter)) : 0);
    }

    private static double relative(double was, double is) {
      return new Change("", was, is, is - was, 0, 0).relative();
    }

    boolean isReal() {
      return after - before > NOISE && more() * before > NOISE;
    }

    /** The others have at least half of it: then it may not be the change. */
    boolean isCommon() {
      return othersAfter - othersBefore > NOISE / 2 && othersAfter - othersBefore >= (after - before) / 2;
    }
  }

  static Verdict of(Criterion.OfTimes criterion, Pairs pairs, int minimumSamples) {
    String value = switch (criterion.type()) {
      case KolmogorovSmirnov, QuantileShift -> SignalName.ReadP95.name();
      case P99Change -> PlcFigures.READ_P99;
    };
    TimesVerdict check = new TimesVerdict(criterion, pairs, pairs.group(true, pair -> pair.measured(value, false)),
        pairs.group(false, pair -> pair.measured(value, false)));
    if (pairs.isEmpty()) return check.said(ConfigRolloutStatus.Verdict.NoData, false, null, null, Enough.NOBODY);
    String waiting = Enough.missing(pairs, minimumSamples);
    if (waiting != null) return check.said(ConfigRolloutStatus.Verdict.Inconclusive, false, null, null, waiting);
    if (check.canary.isEmpty()) {
      return check.said(ConfigRolloutStatus.Verdict.NoData, false, null, null, "the time of reads is not known of any Plc with the change, both before and now");
    }
    return switch (criterion.type()) {
      case KolmogorovSmirnov -> check.distributions();
      case QuantileShift -> check.quantiles();
      case P99Change -> check.slowest();
    };
  }

  private Verdict distributions() {
    if (canary.size() < FEWEST || (!control.isEmpty() && control.size() < FEWEST)) {
      return said(ConfigRolloutStatus.Verdict.NoData, false, null, null,
          "too few Plcs for a distribution: " + canary.size() + " with the change, " + control.size() + " others; it takes " + FEWEST + " of each");
    }
    double[] ours = control.isEmpty() ? canary.afters() : canary.harms();
    double[] theirs = control.isEmpty() ? canary.befores() : control.harms();
    double p = KolmogorovSmirnovTest.withDefaults().test(ours, theirs).getPValue();
    double slower = Group.median(ours.clone()) - Group.median(theirs.clone());
    boolean differ = p <= criterion.most();
    boolean fails = differ && slower > NOISE && Group.median(canary.harms()) > NOISE;
    String what = control.isEmpty() ? "read P95 of " + Show.plcs(canary.size()) + " before and after"
        : "changes of read P95 of " + Show.plcs(canary.size()) + " with the change and of " + control.size() + " others";
    return said(fails ? ConfigRolloutStatus.Verdict.Fail : ConfigRolloutStatus.Verdict.Pass, false, "p " + Show.number(p), null,
        what + (differ ? " are not of one distribution" : " may be of one distribution") + ": p " + Show.number(p) + ", limit " + limit()
            + "; their medians are " + time(slower) + " apart" + (differ && !fails ? ", which is not slower or too little to matter" : ""));
  }

  private Verdict quantiles() {
    Shift largest = DoubleStream.of(QUANTILES).mapToObj(this::shift)
        .max(Comparator.comparing(Shift::isReal).thenComparingDouble(Shift::more)).orElseThrow();
    String which = "the " + Show.number(100 * largest.quantile()) + "th percentile of the Plcs' read P95";
    return compared(which, largest);
  }

  private Verdict slowest() {
    return compared("the mean of the Plcs' read P99", new Shift(0, canary.before(), canary.after(), control.before(), control.after()));
  }

  private Verdict compared(String what, Shift shift) {
    boolean fails = shift.isReal() && shift.more() > criterion.most();
    String ours = time(shift.before) + " to " + time(shift.after);
    String theirs = control.isEmpty() ? null : time(shift.othersBefore) + " to " + time(shift.othersAfter);
    boolean common = fails && shift.isCommon();
    return said(fails ? ConfigRolloutStatus.Verdict.Fail : ConfigRolloutStatus.Verdict.Pass, common, ours, theirs,
        what + " with the change: " + ours + (theirs == null ? "" : ", of the others " + theirs) + "; limit " + limit()
            + (common ? "; the others got worse as well, so it may not be the change" : ""));
  }

  private Shift shift(double quantile) {
    boolean alone = control.isEmpty();
    return new Shift(quantile, at(quantile, canary.befores()), at(quantile, canary.afters()),
        alone ? 0 : at(quantile, control.befores()), alone ? 0 : at(quantile, control.afters()));
  }

  private static double at(double quantile, double[] values) {
    return Quantile.withDefaults().evaluate(values, quantile);
  }

  private Verdict said(ConfigRolloutStatus.Verdict result, boolean common, @Nullable String ours, @Nullable String theirs, String message) {
    Change worst = canary.changes().stream().filter(change -> change.harm() > 0).max(Comparator.comparingDouble(Change::harm)).orElse(null);
    return new Verdict(criterion.name(), result, criterion.decides(), common, ours, theirs, limit(), pairs.reads(true) + pairs.reads(false),
        worst == null ? null : worst.plc(), message);
  }

  private String limit() {
    return switch (criterion.type()) {
      case KolmogorovSmirnov -> "p > " + Show.number(criterion.most());
      case QuantileShift, P99Change -> "+" + Show.percent(criterion.most());
    };
  }

  private static String time(double seconds) {
    return Show.value(SignalName.ReadP95, seconds);
  }
}
