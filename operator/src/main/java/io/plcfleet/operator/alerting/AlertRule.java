package io.plcfleet.operator.alerting;

import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An alert: one file each, and a line in {@link Alerts}.
 *
 * <p>Expressions begin with an aggregation over namespace, fleet and plc: pods change, and one duplicate would silence a rule for every PLC.
 */
interface AlertRule {
  /** CamelCase, as routers and runbooks know it; the class has the same name. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** PromQL of one fleet's series. */
  String expression(FleetSeries fleet);

  /** How long it must hold, as {@code 30s}; absent: at once. */
  @Nullable String holds();

  Severity severity();

  /** The grade that a PLC has while the alert fires; absent where it may be any, or where no PLC is meant. */
  default @Nullable Grade grade() {
    return null;
  }

  /** How long it goes on firing without its reason, so that a restart of the monitor does not clear it; zero: not at all. */
  default Duration keepsFiring() {
    return LinkAlert.KEEP_FIRING;
  }

  /** One line, with the labels of the alert as templates. */
  String summary();

  /** What it means and what to do first. */
  String description();

  /** Who is to be woken. */
  enum Severity {
    /** Nobody: it is there to be missed when it stops. */
    none,
    /** Nobody at once: to be looked at when there is time. */
    info,
    /** Within the day. */
    warning,
    /** Somebody, now. */
    critical
  }
}
