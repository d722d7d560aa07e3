package io.plcfleet.operator.alerting;

import io.plcfleet.scoring.Reason;

/** The PLC answers, and the value that must change does not. */
final class PlcLifeSignFrozen extends ReasonAlert {
  PlcLifeSignFrozen() {
    super(Reason.LifeSignFrozen);
  }

  @Override
  public String summary() {
    return "The life sign of PLC {{ $labels.plc }} stands still";
  }
}
