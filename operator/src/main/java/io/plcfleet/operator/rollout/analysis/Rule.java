package io.plcfleet.operator.rollout.analysis;

import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Whether the Plcs with a change got worse, and more than the others did.
 *
 * <pre>
 *   worse     the mean of the Plcs with the change is worse than before by more than the limit
 *   beyond    the same still holds when what the others got worse is taken off
 *   common    the others are worse than before by more than the limit as well, and by at least half as much
 *   some      the same holds for at least 5 % of those with the change, and for at least two, each by itself; and their share exceeds that
 *             of the others by 5 % and by more than chance
 *   behind    half of the others got better by more than the limit, and those with the change did not: nothing got worse, but something may
 *             keep them down
 *
 *   worse and common -> Common      worse and beyond, or some -> Worse      behind -> Behind      else -> Fine
 * </pre>
 *
 * A limit in percent is of what each was: those with the change against what they were, the others against what they were, since the
 * others may be other devices. But where the same delay comes to both, it is common, however fast each was before.
 *
 * @param limit how much worse they may get
 * @param noise changes smaller than this are none
 * @param enoughReads of one Plc, before it is looked at by itself
 */
record Rule(Group canary, Group control, Limit limit, double noise, int enoughReads) {
  enum Found { Fine, Worse, Common, Behind }

  private static final int TWO = 2;
  private static final double SOME = 0.05;
  private static final double CHANCE = 0.05;
  private static final double EQUAL = 1 - 1e-9; // sums of equal delays differ in their last digits
  private static final int ENOUGH_FOR_HALF = 3;

  Found found() {
    if (isWorse()) {
      if (control.isEmpty()) return Found.Worse;
      if (isCommon()) return Found.Common;
      if (isBeyond()) return Found.Worse;
    }
    if (!some().isEmpty()) return Found.Worse;
    return isBehind() ? Found.Behind : Found.Fine;
  }

  /** Those that are worse each by itself, if they are enough to say so. */
  List<Change> some() {
    List<Change> worse = canary.changes().stream().filter(this::isWorse).toList();
    int others = (int) control.changes().stream().filter(each -> isWorse(each) || isAsBad(each, worse)).count();
    double share = (double) worse.size() / Math.max(1, canary.size()) - (double) others / Math.max(1, control.size());
    return worse.size() >= TWO && share >= SOME && (others == 0 || chance(worse.size(), others) <= CHANCE) ? worse : List.of();
  }

  /** One lost read of thirty is chance: it takes two events. */
  private boolean isWorse() {
    return canary.events() >= TWO && exceeds(canary.harm() * EQUAL, most());
  }

  private boolean isCommon() {
    if (control.events() < TWO || control.harm() < noise * EQUAL) return false;
    boolean amount = control.harm() >= most() * EQUAL && control.harm() >= canary.harm() / 2;
    return amount || (limit instanceof Limit.Share(double share) && control.relative() > share && control.relative() >= canary.relative() / 2);
  }

  private boolean isBeyond() {
    return switch (limit) {
      case Limit.Amount(double amount) -> exceeds(canary.harm() - Math.max(0, control.harm()), amount);
      case Limit.Share(double share) -> {
        double more = canary.relative() - Math.max(0, control.relative());
        yield more > share && (canary.before() == 0 || more * canary.before() > noise);
      }
    };
  }

  /** How much worse they may get, in the unit of what is compared. */
  private double most() {
    return limit.amount(canary.before());
  }

  private boolean exceeds(double harm, double most) {
    return harm > most && harm > noise;
  }

  private boolean isWorse(Change each) {
    return each.reads() >= enoughReads && each.events() >= TWO && exceeds(each.harm() - allowed(each), limit.amount(each.before()));
  }

  /** What the others got worse, on the scale of this one. */
  private double allowed(Change each) {
    return limit instanceof Limit.Share ? Math.max(0, control.relative()) * each.before() : Math.max(0, control.harm());
  }

  private static boolean isAsBad(Change other, List<Change> worse) {
    return worse.stream().mapToDouble(Change::harm).min().orElse(Double.POSITIVE_INFINITY) * EQUAL <= other.harm();
  }

  /** How likely it is that so many of those who got worse have the change, if it made no difference. */
  private double chance(int worse, int others) {
    return FisherExactTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN)
        .test(new int[][] {{worse, canary.size() - worse}, {others, control.size() - others}}).getPValue();
  }

  /** By the median: one of the others that comes back says nothing of those with the change. */
  private boolean isBehind() {
    if (control.size() < ENOUGH_FOR_HALF) return false;
    double others = half(control);
    double most = switch (limit) {
      case Limit.Amount(double amount) -> Math.max(amount, noise);
      case Limit.Share(double share) -> share;
    };
    return Group.median(control.harms()) < -noise && others < -most && half(canary) - others > most;
  }

  private double half(Group group) {
    return Group.median(limit instanceof Limit.Share ? group.relatives() : group.harms());
  }
}
