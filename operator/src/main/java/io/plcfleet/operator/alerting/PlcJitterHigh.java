package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.SignalName;

/** Response times vary more than the profile takes for good. */
final class PlcJitterHigh extends CostlySignal {
  PlcJitterHigh() {
    super(SignalName.RttJitterRatio);
  }

  @Override
  public String summary() {
    return "Response times of PLC {{ $labels.plc }} vary";
  }

  @Override
  String measured() {
    return measured("max", Metric.PLC_RTT_JITTER_RATIO, "Jitter ratio {{ . | first | value | printf `%.2f` }}.");
  }
}
