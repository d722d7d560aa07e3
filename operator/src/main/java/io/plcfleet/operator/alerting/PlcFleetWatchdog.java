package io.plcfleet.operator.alerting;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fires always. A rule that nobody takes cannot say so: send this one to something that calls when it no longer comes. It proves the way
 * from the chart's rule by Prometheus and Alertmanager to whoever is to be woken.
 */
final class PlcFleetWatchdog implements AlertRule {
  @Override
  public String expression(FleetSeries all) {
    return "vector(1)";
  }

  @Override
  public @Nullable String holds() {
    return null;
  }

  @Override
  public Severity severity() {
    return Severity.none;
  }

  @Override
  public Duration keepsFiring() {
    return Duration.ZERO;
  }

  @Override
  public String summary() {
    return "Alerts of the PLC fleet operator arrive";
  }

  @Override
  public String description() {
    return "Fires always, and must arrive: when it does not, nobody is told of anything. Nothing is wrong while you can read this.";
  }
}
