package io.plcfleet.operator.rollout;

import io.plcfleet.operator.status.ConditionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a rollout does next, and why. */
public sealed interface Decision {
  ConditionReason reason();

  /** A sentence for people: with counts, values and limits. */
  String why();

  /** @param until when to look again; absent: only something else can change it */
  record Hold(@Nullable Instant until, ConditionReason reason, String why) implements Decision {}

  /**
   * The next step begins.
   *
   * @param toStep its number, from 1
   */
  record Advance(int toStep, ConditionReason reason, String why) implements Decision {}

  /** Nothing goes on without somebody's word, or what it waits for: frozen, or stuck. */
  record Ask(ConditionReason reason, String why) implements Decision {}

  /** All Plcs go back to the stable revision. */
  record RollBack(ConditionReason reason, String why) implements Decision {}

  /** It is over. */
  record Finish(ConditionReason reason, String why) implements Decision {}
}
