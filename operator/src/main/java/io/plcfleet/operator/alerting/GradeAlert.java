package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import io.plcfleet.scoring.Reason;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the alerts of the grades have in common: the worst pod's word counts, and what has an alert of its own is left to that:
 * {@link PlcUnreachable}, {@link PlcCpuStopped}, {@link PlcLifeSignFrozen}. A PLC that answers again has the outage in its score for a while;
 * the grade that comes of it is no news.
 */
abstract class GradeAlert extends PlcAlert {
  /** What the monitor says at the moment at which the alert is told; a label would begin the alert anew with every other reason. */
  private static final String REASON = FleetSeries.told(FleetSeries.inWords(Metric.PLC_REASON), "Reason: {{ . | first | label `reason` }}. ");
  private static final String SCORE = FleetSeries.told("min(" + FleetSeries.inWords(Metric.PLC_SCORE) + ")", "Score {{ . | first | value | printf `%.0f` }}. ");
  private static final String OTHERS = LinkAlert.reasonsWithAlert().stream().map(Reason::name).sorted().collect(Collectors.joining("|"));

  private final Grade grade;

  GradeAlert(Grade grade) {
    this.grade = grade;
  }

  @Override
  final String condition(FleetSeries fleet) {
    return "(" + fleet.ofPlc(Metric.PLC_GRADE) + " == " + grade.number() + ")" + fleet.unlessUnreachableWithin(Objects.requireNonNull(Alerts.text(LinkAlert.AFTER_OUTAGE)))
        + " unless on (" + FleetSeries.PLC + ") " + fleet.ofPlc(Metric.PLC_REASON, "reason=~\"" + OTHERS + "\"");
  }

  @Override
  public final @Nullable String holds() {
    return Alerts.text(LinkAlert.valueOf(name()).holds());
  }

  @Override
  public final Grade grade() {
    return grade;
  }

  @Override
  public final String summary() {
    return "The link to PLC {{ $labels.plc }} is graded " + grade;
  }

  @Override
  public final String description() {
    return REASON + SCORE + "What costs the points, and what to do about it: kubectl -n {{ $labels.namespace }} get plc {{ $labels.plc }}"
        + " -o jsonpath='{.status.explanation} {.status.action} {.status.runbook}'. " + advice();
  }

  /** What to do first, in a sentence. */
  abstract String advice();
}
