package io.plcfleet.operator.alerting;

import io.plcfleet.contract.LinkAlert;
import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Grade;
import org.jspecify.annotations.Nullable;

/** What the alerts of the grades have in common: the worst pod's word counts, and unreachable PLCs are left to {@link PlcUnreachable}. */
abstract class GradeAlert implements AlertRule {
  /** What the monitor says at the moment at which the alert is told; a label would begin the alert anew with every other reason. */
  private static final String REASON = "{{ with query (printf `" + Metric.PLC_REASON.metricName()
      + "{namespace=%q,fleet=%q,plc=%q}` $labels.namespace $labels.fleet $labels.plc) }}Reason: {{ . | first | label `reason` }}. {{ end }}";

  private final Grade grade;

  GradeAlert(Grade grade) {
    this.grade = grade;
  }

  @Override
  public final String expression(String of) {
    return "(max by (namespace, fleet, plc) (plc_grade" + of + ") == " + grade.number() + ")"
        + " unless on (namespace, fleet, plc) (max by (namespace, fleet, plc) (plc_up" + of + ") == 0)";
  }

  @Override
  public final @Nullable String holds() {
    return Alerts.text(LinkAlert.valueOf(name()).holds());
  }

  @Override
  public final String summary() {
    return "The link to PLC {{ $labels.plc }} is graded " + grade;
  }

  @Override
  public final String description() {
    return REASON + "What costs the points, and what to do about it: kubectl -n {{ $labels.namespace }} get plc {{ $labels.plc }}"
        + " -o jsonpath='{.status.explanation} {.status.action} {.status.runbook}'. " + advice();
  }

  /** What to do first, in a sentence. */
  abstract String advice();
}
