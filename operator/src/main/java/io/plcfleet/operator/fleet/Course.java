package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.revision.SharedConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which revisions there are for a fleet's Plcs, before a rollout decides who gets which.
 *
 * @param stable the newest that all Plcs had
 * @param wanted what the fleet's resources ask for now, as one of the known revisions; absent while they cannot be used
 * @param known revisions that can be rendered, by hash; {@code stable} is among them
 * @param rollout the one under way; absent when there is none
 * @param failed the newest one, when it was rolled back and what it tried is still asked for; absent else
 * @param newest rollout of the fleet, over or not; absent when there was none
 * @param begin the rollout that is to be made; absent when there is none
 * @param lost what the rollout under way goes by, when it is gone
 */
record Course(
    String stable, @Nullable String wanted, Map<String, SharedConfig> known, @Nullable ConfigRollout rollout, @Nullable ConfigRollout failed,
    @Nullable ConfigRollout newest, @Nullable Begin begin, @Nullable Problem lost) {

  /** A rollout that is to be made. */
  record Begin(String from, String to, long sequence, @Nullable ConfigRollout retried) {
    /** @param latest number of a rollout that is on record, though it may be deleted: its name, and its record's, are not to be had twice */
    Begin after(long latest) {
      return new Begin(from, to, Math.max(sequence, latest + 1), retried);
    }
  }

  SharedConfig config(String revision) {
    SharedConfig config = known.get(revision);
    if (config == null) throw new IllegalStateException("revision " + revision + " is not on record");
    return config;
  }

  /** Revisions that must be on record. */
  List<String> named() {
    return Stream.of(stable, wanted, candidate()).filter(Objects::nonNull).filter(known::containsKey).distinct().toList();
  }

  /** What is tried, or has failed and is still asked for; absent when there is neither. */
  @Nullable String candidate() {
    if (rollout != null) return rollout.getSpec().to();
    return failed == null ? null : failed.getSpec().to();
  }
}
