package io.plcfleet.operator.alerting;

import static io.plcfleet.operator.alerting.FleetSeries.PLC;
import static io.plcfleet.operator.alerting.FleetSeries.equal;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Linear;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Prometheus works out once for all who ask. Names say of what level, of which metric, by which operation.
 *
 * <p>They stand before the alerts in the same group, so alerts see those of the same evaluation.
 */
final class Recordings {
  /** PLCs of a site that were tried at least once and are not in maintenance. */
  static final String SITE_PLCS = "site:plc_up:count";
  /** Those of them that do not answer. */
  static final String SITE_UNREACHABLE = "site:plc_up:unreachable";
  /** R-10, for the S7 PLCs, whatever their profile. */
  static final String S7_SCORE = "s7_communication_health_score";
  private static final String FLEET = "namespace, fleet";
  private static final String SITE = "namespace, fleet, site";
  private static final String WINDOW = "[5m]";

  private Recordings() {}

  /** @param labels added to the series that come of it */
  record Recording(String name, String expression, Map<String, String> labels) {
    private Recording(String name, String expression) {
      this(name, expression, Map.of());
    }
  }

  static List<Recording> of(FleetSeries fleet) {
    return Stream.of(Stream.of(labels(fleet)), ofTheFleet(fleet), ofItsSites(fleet), Stream.of(s7Score(fleet))).flatMap(each -> each).toList();
  }

  /**
   * One series for each PLC, at all events: of two pods with different labels one is taken, and a PLC whose {@code plc_info} was dropped
   * has one without labels. Else a join would fail for all PLCs, or an alert would be lost.
   */
  private static Recording labels(FleetSeries fleet) {
    return new Recording(FleetSeries.LABELS, "topk by (" + PLC + ") (1, max by (" + PLC + ", " + FleetSeries.PLACE + ") (" + fleet.series(Metric.PLC_INFO) + "))"
        + " or on (" + PLC + ") (0 * " + fleet.ofPlc(Metric.PLC_GRADE) + " + 1)");
  }

  private static Stream<Recording> ofTheFleet(FleetSeries fleet) {
    Stream<Recording> grades = Arrays.stream(Grade.values()).map(grade -> new Recording("fleet:plc_grade:count",
        "sum by (" + FLEET + ") (" + fleet.ofPlc(Metric.PLC_GRADE) + " == bool " + grade.number() + ")", Map.of("grade", grade.name())));
    return Stream.concat(grades, Stream.of(
        new Recording("fleet:plc_score:min", "min by (" + FLEET + ") (" + fleet.series(Metric.PLC_SCORE) + ")"),
        new Recording("fleet:plc_score:avg", "avg by (" + FLEET + ") (" + score(fleet) + ")"),
        new Recording("fleet:plc_up:ratio", "avg by (" + FLEET + ") (" + fleet.ofPlc(Metric.PLC_UP) + fleet.unlessMaintained() + ")")));
  }

  private static Stream<Recording> ofItsSites(FleetSeries fleet) {
    String up = fleet.ofPlc(Metric.PLC_UP);
    return Stream.of(
        new Recording("site:plc_score:min", "min by (" + SITE + ") (" + bySite(fleet, score(fleet)) + ")"),
        new Recording("site:plc_score:avg", "avg by (" + SITE + ") (" + bySite(fleet, score(fleet)) + ")"),
        new Recording(SITE_PLCS, "count by (" + SITE + ") (" + bySite(fleet, "(" + up + fleet.unlessMaintained() + ")") + ")"),
        new Recording(SITE_UNREACHABLE, "sum by (" + SITE + ") (" + bySite(fleet, "(" + up + " == bool 0" + fleet.unlessMaintained() + ")") + ")"));
  }

  private static String score(FleetSeries fleet) {
    return "min by (" + PLC + ") (" + fleet.series(Metric.PLC_SCORE) + ")";
  }

  private static String bySite(FleetSeries fleet, String ofPlc) {
    return ofPlc + " * on (" + PLC + ") group_left (site) " + fleet.series(FleetSeries.LABELS, "site!=\"\"");
  }

  /**
   * {@code 100 * success_ratio - 0.3 * latency_ms - 2.5 * errors} over 5 min, not below 0. A PLC that is unreachable has 0: there is no
   * latency of what does not answer.
   */
  private static Recording s7Score(FleetSeries fleet) {
    Linear formula = Linear.standard();
    String answered = "sum by (" + PLC + ") (increase(" + fleet.series(Metric.PLC_READS_TOTAL, equal("result", "answered")) + WINDOW + "))";
    String all = "sum by (" + PLC + ") (increase(" + fleet.series(Metric.PLC_READS_TOTAL) + WINDOW + "))";
    String errors = "(sum by (" + PLC + ") (increase(" + fleet.series(Metric.PLC_ERRORS_TOTAL) + WINDOW + ")) or on (" + PLC + ") (0 * " + fleet.ofPlc(Metric.PLC_UP) + "))";
    String score = "clamp_min(" + number(formula.successRatio()) + " * " + answered + " / (" + all + " > 0)"
        + " - " + number(-1000 * formula.latencyMillis()) + " * " + fleet.ofPlc(Metric.PLC_READ_P95_SECONDS)
        + " - " + number(-formula.errors()) + " * " + errors + ", 0)";
    return new Recording(S7_SCORE, "((" + fleet.ofPlc(Metric.PLC_UP) + " == 0) or on (" + PLC + ") " + score + ")"
        + " and on (" + PLC + ") " + fleet.ofPlc(Metric.PLC_INFO, equal("protocol", "s7")) + fleet.unlessMaintained());
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
