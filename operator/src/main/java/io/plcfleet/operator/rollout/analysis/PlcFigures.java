package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import io.plcfleet.contract.MonitorReport.Counts;
import io.plcfleet.contract.MonitorReport.Measured;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured and counted of one Plc at one time.
 *
 * @param monitorStartedAt RFC 3339; counts begin anew with each start of the monitor
 * @param values by name of the signal, in its unit, and {@link #READ_P99}; what is not known is absent
 */
public record PlcFigures(String monitorStartedAt, Map<String, Double> values, Counts counts) {
  /** Of the same read times as ReadP95; no signal of profiles. In seconds. */
  static final String READ_P99 = "ReadP99";
  /** As many as monitors report; a baseline has hundreds of Plcs. */
  private static final MathContext DIGITS = new MathContext(4);

  /** As a monitor says. */
  public static PlcFigures of(String monitorStartedAt, Measured measured) {
    Map<String, Double> values = new LinkedHashMap<>(measured.signals());
    if (measured.readP99Seconds() != null) values.put(READ_P99, measured.readP99Seconds());
    return new PlcFigures(monitorStartedAt, values, measured.counts());
  }

  /** As it was stored; a count that is missing is 0, a value that is no number is absent. */
  static PlcFigures of(PlcBaseline stored) {
    Map<String, Double> values = new LinkedHashMap<>();
    stored.signals().forEach((name, text) -> {
      try {
        values.put(name, Double.valueOf(text));
      } catch (NumberFormatException e) {
        // absent: somebody else wrote it
      }
    });
    Map<String, Long> c = stored.counts();
    return new PlcFigures(stored.monitorStartedAt(), values, new Counts(
        c.getOrDefault("due", 0L), c.getOrDefault("answered", 0L), c.getOrDefault("errors", 0L), c.getOrDefault("reconnects", 0L),
        c.getOrDefault("pdus", 0L), c.getOrDefault("dropped", 0L), c.getOrDefault("heartbeats", 0L), c.getOrDefault("missedHeartbeats", 0L)));
  }

  /** As it is stored. */
  PlcBaseline stored(String plc, boolean canary) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString()));
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("due", counts.due());
    numbers.put("answered", counts.answered());
    numbers.put("errors", counts.errors());
    numbers.put("reconnects", counts.reconnects());
    numbers.put("pdus", counts.pdus());
    numbers.put("dropped", counts.dropped());
    numbers.put("heartbeats", counts.heartbeats());
    numbers.put("missedHeartbeats", counts.missedHeartbeats());
    return new PlcBaseline(plc, canary, monitorStartedAt, numbers, texts);
  }
}
