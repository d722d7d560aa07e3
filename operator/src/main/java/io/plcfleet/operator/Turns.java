package io.plcfleet.operator;

import static io.plcfleet.contract.OperatorMetric.PLCFLEET_OPERATOR_FLEETS_WAITING;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_OPERATOR_RECONCILIATIONS_TOTAL;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_OPERATOR_RECONCILIATION_SECONDS;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.plcfleet.operator.metrics.Meters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the framework tells of the turns of fleets. */
final class Turns implements Metrics {
  private static final String SUCCEEDED = "Succeeded";
  private static final String FAILED = "Failed";

  private final Meters meters;
  private final AtomicLong waiting = new AtomicLong();

  Turns(Meters meters) {
    this.meters = meters;
    meters.gauge(PLCFLEET_OPERATOR_FLEETS_WAITING, waiting::get);
    meters.expect(PLCFLEET_OPERATOR_RECONCILIATIONS_TOTAL, SUCCEEDED);
    meters.expect(PLCFLEET_OPERATOR_RECONCILIATIONS_TOTAL, FAILED);
  }

  @Override
  public void reconciliationSubmitted(HasMetadata fleet, @Nullable RetryInfo retry, Map<String, Object> metadata) {
    waiting.incrementAndGet();
  }

  @Override
  public void reconciliationStarted(HasMetadata fleet, Map<String, Object> metadata) {
    waiting.decrementAndGet();
  }

  @Override
  public void reconciliationSucceeded(HasMetadata fleet, Map<String, Object> metadata) {
    meters.count(PLCFLEET_OPERATOR_RECONCILIATIONS_TOTAL, SUCCEEDED);
  }

  @Override
  public void reconciliationFailed(HasMetadata fleet, @Nullable RetryInfo retry, Exception failure, Map<String, Object> metadata) {
    meters.count(PLCFLEET_OPERATOR_RECONCILIATIONS_TOTAL, FAILED);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> turn) throws Exception {
    long began = System.nanoTime();
    try {
      return turn.execute();
    } finally {
      meters.time(PLCFLEET_OPERATOR_RECONCILIATION_SECONDS, Duration.ofNanos(System.nanoTime() - began));
    }
  }
}
