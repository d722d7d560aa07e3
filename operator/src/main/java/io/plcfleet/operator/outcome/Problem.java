package io.plcfleet.operator.outcome;

import io.plcfleet.operator.status.ConditionReason;

/**
 * Something that only an edit can put right.
 *
 * @param path of the field, as {@code spec.tags[2].address}
 * @param message the value (never a secret) and the way out
 */
public record Problem(String path, ConditionReason reason, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
