package io.plcfleet.monitor.export;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport.State;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.config.ConfigReader;
import io.plcfleet.monitor.poll.PlcSamples;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Reason;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** PLCs with samples as a plant has them: a little of everything, a few failures. */
final class Plant {
  private static final int SLICE = 64;

  private final Assignments assignments;
  private final List<PlcSamples> samples = new ArrayList<>();

  Plant(int plcs) throws Exception {
    Fleet fleet = new Fleet(1000, 800);
    for (int i = 0; i < plcs; i++) {
      fleet.modbus("press-%04d".formatted(i), InetSocketAddress.createUnresolved("plc-%04d.graz.example".formatted(i), 502), 1, "holding-register:1:INT");
    }
    assignments = ConfigReader.read(fleet.json(1).getBytes(StandardCharsets.UTF_8));
    SplittableRandom random = new SplittableRandom(1);
    for (Assignment plc : assignments.plcs()) samples.add(samples(plc, random));
  }

  Assignments assignments() {
    return assignments;
  }

  List<PlcSamples> samples() {
    return samples;
  }

  /** What the loop does and what the scrape does, one after the other. */
  Exposition scrape(Sheet sheet) {
    sheet.begin(0);
    for (int from = 0; from < samples.size(); from += SLICE) {
      int count = Math.min(SLICE, samples.size() - from);
      for (int i = 0; i < count; i++) copy(samples.get(from + i), sheet.rows()[i]);
      sheet.add(assignments, count);
    }
    sheet.end(assignments, false);
    return sheet.text();
  }

  static Sheet sheet() {
    return new Sheet(SLICE, _ -> { });
  }

  private static void copy(PlcSamples from, PlcSamples to) {
    to.begin(from.assignment(), State.Reading);
    for (Metric metric : METRICS) {
      for (int i = 0; i < PlcSamples.places(metric); i++) to.put(metric, i, from.at(metric, i));
    }
  }

  private static final Metric[] METRICS = Metric.values();

  private static PlcSamples samples(Assignment plc, SplittableRandom random) {
    PlcSamples row = new PlcSamples();
    row.begin(plc, State.Reading);
    for (Metric metric : METRICS) {
      if (!metric.isOfPlc()) continue;
      for (int i = 0; i < PlcSamples.places(metric); i++) {
        boolean rare = metric == Metric.PLC_ERRORS_TOTAL || metric == Metric.PLC_TAG_ERRORS_TOTAL || metric == Metric.PLC_DIAGNOSIS;
        row.put(metric, i, rare ? Double.NaN : metric.type() == Metric.Type.Gauge ? random.nextInt(1_000_000) / 1e6 : random.nextInt(100_000));
      }
    }
    row.set(Metric.PLC_REASON, Reason.LinkHealthy);
    row.set(Metric.PLC_ERRORS_TOTAL, ErrorClass.RequestTimeout, 3);
    row.set(Metric.PLC_ERRORS_TOTAL, ErrorClass.ConnectionReset, 1);
    return row;
  }
}
