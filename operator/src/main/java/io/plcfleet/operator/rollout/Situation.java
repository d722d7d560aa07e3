package io.plcfleet.operator.rollout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision about a rollout may know.
 *
 * @param from the stable revision
 * @param to the one that is tried
 * @param wanted what the fleet's resources ask for now; absent while they cannot be used
 * @param progress absent before the first decision
 * @param members all Plcs of the fleet that are read
 * @param measured whether so much was measured of the Plcs that they can be compared with it later
 * @param scoring whether profiles differ between the two, so that a shadow can show anything
 * @param shadow what the candidate's profiles make of the Plcs; absent while no monitor computes it
 * @param verdicts of the comparisons; empty in a step without any
 * @param restarted whether a monitor of the step's Plcs started anew since the step began to bake: its counts begin anew
 */
public record Situation(
    Instant now, String from, String to, @Nullable String wanted, Verbs verbs, Policy policy, @Nullable Progress progress, List<Member> members,
    boolean measured, boolean scoring, @Nullable ShadowCount shadow, List<Verdict> verdicts, boolean restarted) {

  /**
   * Plcs that are not in maintenance, counted.
   *
   * @param computed whose monitors compute the candidate's score beside, whether it is known yet or not
   * @param scored that have a grade by both profiles
   * @param changed of those, with another grade
   */
  public record ShadowCount(int computed, int scored, int changed) {
    public static final ShadowCount NONE = new ShadowCount(0, 0, 0);
  }
}
