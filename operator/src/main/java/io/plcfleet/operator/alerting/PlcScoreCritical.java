package io.plcfleet.operator.alerting;

import io.plcfleet.scoring.Grade;

/** The score is below the threshold of Warning. */
final class PlcScoreCritical extends GradeAlert {
  PlcScoreCritical() {
    super(Grade.Critical);
  }

  @Override
  public Severity severity() {
    return Severity.critical;
  }

  @Override
  String advice() {
    return "Look at the network path and at the PLC's load now: reads get lost or late.";
  }
}
