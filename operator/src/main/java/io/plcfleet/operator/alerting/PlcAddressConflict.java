package io.plcfleet.operator.alerting;

import static io.plcfleet.operator.alerting.FleetSeries.equal;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.Metric;

/**
 * Two devices seem to answer at one address. Whatever the grade: values may be those of another machine. A mere guess wakes nobody: what it
 * rests on, connections that end and answers that are lost, has alerts of its own.
 */
final class PlcAddressConflict extends PlcAlert {
  @Override
  String condition(FleetSeries fleet) {
    return fleet.ofPlc(Metric.PLC_DIAGNOSIS, equal("class", DiagnosisClass.AddressConflict.name())) + " >= " + Confidence.Medium.number() + fleet.unlessMaintained();
  }

  @Override
  public String holds() {
    return "30s";
  }

  @Override
  public Severity severity() {
    return Severity.critical;
  }

  @Override
  public String summary() {
    return "Two devices seem to answer at the address of PLC {{ $labels.plc }}";
  }

  @Override
  public String description() {
    return "Values may be those of another device. "
        + FleetSeries.told(FleetSeries.inWords(Metric.PLC_INFO), "Address: {{ . | first | label `address` }}. ")
        + "Evidence and how sure it is: kubectl -n {{ $labels.namespace }} get plc {{ $labels.plc }} -o jsonpath='{.status.diagnosis}'. "
        + DiagnosisClass.AddressConflict.action();
  }
}
