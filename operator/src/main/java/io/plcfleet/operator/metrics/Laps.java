package io.plcfleet.operator.metrics;

import io.plcfleet.contract.OperatorMetric;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Times the parts of one turn, one after the other. One thread. */
public final class Laps {
  private final Meters meters;
  private final LongSupplier nanoTime;
  private long since;

  public Laps(Meters meters, LongSupplier nanoTime) {
    this.meters = meters;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  /** A part ends, and the next one begins. */
  public void end(String stage) {
    long now = nanoTime.getAsLong();
    meters.time(OperatorMetric.PLCFLEET_OPERATOR_STAGE_SECONDS, Duration.ofNanos(now - since), stage);
    since = now;
  }
}
