package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.SignalName;

/** More requests stay unanswered than the profile takes for good. */
final class PlcPduDrops extends CostlySignal {
  PlcPduDrops() {
    super(SignalName.PduDropRatio, SignalName.PduDropRate);
  }

  @Override
  public String summary() {
    return "Requests to PLC {{ $labels.plc }} stay unanswered";
  }

  @Override
  String measured() {
    return FleetSeries.told("max(increase(" + FleetSeries.inWords(Metric.PLC_DROPPED_PDUS_TOTAL) + "[5m]))", "Some {{ . | first | value | printf `%.0f` }} dropped in 5 min. ");
  }
}
