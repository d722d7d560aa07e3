package io.plcfleet.operator.rollout;

import io.plcfleet.operator.status.ConditionReason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing grows and no time is counted, though nobody paused it.
 *
 * @param until when it is known to end, absent when it is not
 */
record Stop(ConditionReason reason, String why, @Nullable Instant until) {
  private static final String STANDS = "nothing grows, and no time is counted";

  /** @param active Plcs that can be looked at */
  static Optional<Stop> of(Situation situation, Windows windows, long active, Progress progress) {
    if (situation.wanted() == null) return Optional.of(new Stop(ConditionReason.FleetStalled, "the fleet's resources cannot be used at present: " + STANDS, null));
    if (!windows.open(situation.now())) {
      Instant opens = windows.opens(situation.now());
      return Optional.of(new Stop(ConditionReason.WindowClosed, "no window is open until " + opens + ": " + STANDS, opens));
    }
    int all = situation.members().size();
    return 2 * active < all && mayBeHeldUp(situation, progress) ? Optional.of(new Stop(ConditionReason.MostInMaintenance, tooFew(active, all), null)) : Optional.empty();
  }

  /** While most Plcs are worked on, a change would come to them unseen. In the last step there is nothing left to hold up. */
  private static boolean mayBeHeldUp(Situation situation, Progress progress) {
    boolean last = progress.begun() && progress.isLast();
    return !last && !situation.verbs().promoteFull();
  }

  private static String tooFew(long active, int all) {
    return all - active + " of " + all + " Plcs are in maintenance, or cannot be used as they are declared, so the others show too little of the change: " + STANDS
        + ". It goes on when at least half can be looked at. End the maintenance of some, or set spec.promoteFull: then all get the change at once, and nothing is compared";
  }
}
