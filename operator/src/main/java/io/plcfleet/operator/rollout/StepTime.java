package io.plcfleet.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a step has taken so far, by a clock that can be stopped.
 *
 * @param since when the step began; absent before the first
 * @param bakingSince since when everybody concerned has loaded what belongs to the step; moved on by what was not counted afterwards
 * @param stoppedAt since when time is not counted: paused, no window open, or the fleet cannot be used
 * @param stoppedSeconds of this step that were not counted
 */
public record StepTime(@Nullable Instant since, @Nullable Instant bakingSince, @Nullable Instant stoppedAt, long stoppedSeconds) {
  public static final StepTime NONE = new StepTime(null, null, null, 0);

  static StepTime begin(Instant now) {
    return new StepTime(whole(now), null, null, 0);
  }

  StepTime stop(Instant now) {
    return stoppedAt != null ? this : new StepTime(since, bakingSince, whole(now), stoppedSeconds);
  }

  StepTime goOn(Instant now) {
    if (stoppedAt == null) return this;
    return new StepTime(since, bakingSince == null ? null : bakingSince.plusSeconds(seconds(later(stoppedAt, bakingSince), now)), null,
        stoppedSeconds + seconds(stoppedAt, now));
  }

  private static long seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, whole(now)).toSeconds());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  StepTime bake(Instant now) {
    return new StepTime(since, whole(now), stoppedAt, stoppedSeconds);
  }

  boolean stopped() {
    return stoppedAt != null;
  }

  /** When the bake is over, were the clock to run on; absent while it has not begun. */
  @Nullable Instant baked(Duration lasts) {
    return bakingSince == null ? null : bakingSince.plus(lasts);
  }

  /** When the step is stuck, were the clock to run on; absent while it is stopped, and before the first step. */
  @Nullable Instant deadline(Duration lasts, Duration longer) {
    return since == null || stoppedAt != null ? null : since.plus(lasts).plus(longer).plusSeconds(stoppedSeconds);
  }

  StepTime notAhead(Instant now) {
    return new StepTime(since == null ? null : notAhead(since, now), bakingSince == null ? null : notAhead(bakingSince, now),
        stoppedAt == null ? null : notAhead(stoppedAt, now), stoppedSeconds);
  }

  static Instant notAhead(Instant at, Instant now) {
    Instant latest = whole(now);
    return at.isAfter(latest) ? latest : at;
  }

  /** The next whole second. */
  static Instant whole(Instant now) {
    Instant down = now.truncatedTo(ChronoUnit.SECONDS);
    return down.equals(now) ? now : down.plusSeconds(1);
  }
}
