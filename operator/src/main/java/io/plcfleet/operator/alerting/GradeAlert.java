package io.plcfleet.operator.alerting;

import io.plcfleet.contract.LinkAlert;
import io.plcfleet.scoring.Grade;
import org.jspecify.annotations.Nullable;

/** What the alerts of the grades have in common: the worst pod's word counts, and unreachable PLCs are left to {@link PlcUnreachable}. */
abstract class GradeAlert implements AlertRule {
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
    return "What costs the points: kubectl -n {{ $labels.namespace }} get plc {{ $labels.plc }} -o jsonpath='{.status.explanation}'. " + advice();
  }

  /** What to do first, in a sentence. */
  abstract String advice();
}
