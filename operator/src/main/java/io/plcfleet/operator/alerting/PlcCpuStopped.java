package io.plcfleet.operator.alerting;

import io.plcfleet.scoring.Reason;

/** The protocol said STOP, twice. */
final class PlcCpuStopped extends ReasonAlert {
  PlcCpuStopped() {
    super(Reason.CpuStopped);
  }

  @Override
  public String summary() {
    return "The CPU of PLC {{ $labels.plc }} is in STOP";
  }
}
