package io.plcfleet.operator.alerting;

import io.plcfleet.scoring.Grade;

/** The score is below the threshold of Healthy. */
final class PlcScoreWarning extends GradeAlert {
  PlcScoreWarning() {
    super(Grade.Warning);
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  String advice() {
    return "Have a look within the day: the link is worse than it should be.";
  }
}
