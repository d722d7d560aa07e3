package io.plcfleet.operator.alerting;

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

  /** PromQL; {@code of} stands for the matchers of the fleet, as {@code {namespace="plant",fleet="line-a"}}. */
  String expression(String of);

  /** How long it must hold, as {@code 30s}; absent: at once. */
  @Nullable String holds();

  Severity severity();

  /** One line, with the labels of the alert as templates. */
  String summary();

  /** What it means and what to do first. */
  String description();

  /** Who is to be woken. */
  enum Severity { warning, critical }
}
