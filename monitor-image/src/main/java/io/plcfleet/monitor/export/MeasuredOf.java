package io.plcfleet.monitor.export;

import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.Measured;
import io.plcfleet.monitor.poll.Counts;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.SignalName;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rollout compares of a PLC that is read. */
final class MeasuredOf {
  /** More says nothing about a link, and a report of 250 PLCs is asked for every two seconds. */
  private static final MathContext DIGITS = new MathContext(4);

  private MeasuredOf() {}

  static Measured reading(PlcView.Reading reading) {
    double p99 = reading.readP99Seconds();
    return new Measured(signals(reading.assessment()), Double.isNaN(p99) ? null : rounded(p99), counts(reading.counts()));
  }

  private static Map<String, Double> signals(Assessment assessment) {
    Map<String, Double> signals = new LinkedHashMap<>();
    for (SignalName name : SignalName.values()) {
      double value = assessment.measured(name);
      if (Double.isFinite(value)) signals.put(name.name(), rounded(value));
    }
    return signals;
  }

  private static MonitorReport.Counts counts(Counts counts) {
    long errors = counts.errors().entrySet().stream().filter(e -> e.getKey().concernsLink()).mapToLong(Map.Entry::getValue).sum();
    return new MonitorReport.Counts(counts.due(), counts.answered(), errors, counts.reconnects(), counts.pdus(), counts.dropped(),
        counts.heartbeats(), counts.heartbeatMisses());
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
  }
}
