package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.SignalName;

/** Answers take longer than the profile takes for good. */
final class PlcAckSlow extends CostlySignal {
  PlcAckSlow() {
    super(SignalName.AckP95);
  }

  @Override
  public String summary() {
    return "PLC {{ $labels.plc }} answers slowly";
  }

  @Override
  String measured() {
    return measured("max", Metric.PLC_ACK_P95_SECONDS, "ACK P95 {{ . | first | value | humanizeDuration }}.");
  }
}
