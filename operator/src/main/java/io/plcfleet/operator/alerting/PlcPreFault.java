package io.plcfleet.operator.alerting;

import io.plcfleet.scoring.Grade;

/** The score is below the threshold of Critical. */
final class PlcPreFault extends GradeAlert {
  PlcPreFault() {
    super(Grade.PreFault);
  }

  @Override
  public Severity severity() {
    return Severity.critical;
  }

  @Override
  String advice() {
    return "Expect an outage: tell the line, and look at the network path and the PLC at once.";
  }
}
