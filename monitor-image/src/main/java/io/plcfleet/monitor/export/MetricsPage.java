package io.plcfleet.monitor.export;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.monitor.poll.Shard;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.SignalName;
import java.util.List;
import java.util.Map;

/** The metrics of one monitor. A PLC that is released or gone has no series; one that cannot be read keeps its information and grade. */
final class MetricsPage {
  private interface OfReading {
    void write(String plc, PlcView.Reading reading);
  }

  private final Exposition out = new Exposition();
  private final Shard.View view;
  private final boolean rejected;

  private MetricsPage(Shard.View view, boolean rejected) {
    this.view = view;
    this.rejected = rejected;
  }

  static byte[] of(Shard.View view, boolean rejected) {
    MetricsPage page = new MetricsPage(view, rejected);
    for (Metric metric : Metric.values()) page.write(metric);
    return page.out.bytes();
  }

  private void write(Metric metric) {
    out.begin(metric);
    switch (metric) {
      case PLC_INFO -> info();
      case PLC_UP -> readings((plc, r) -> {
        if (r.reachable() != null) out.count(r.reachable() ? 1 : 0, plc);
      });
      case PLC_SCORE -> readings((plc, r) -> {
        if (r.assessment().scored()) out.sample(r.assessment().score(), plc);
      });
      case PLC_GRADE -> grades();
      case PLC_POINTS_LOST -> readings(this::pointsLost);
      case PLC_THRESHOLD -> view.assignments().profiles().forEach(this::thresholds);
      case PLC_READ_DURATION_SECONDS -> readings((plc, r) -> out.histogram(r.counts().durations(), r.counts().durationSeconds(), plc));
      case PLC_READS_TOTAL -> readings((plc, r) -> {
        out.count(r.counts().answered(), plc, "answered");
        out.count(r.counts().failed(), plc, "failed");
      });
      case PLC_ERRORS_TOTAL -> readings((plc, r) -> r.counts().errors().forEach((error, count) -> out.count(count, plc, error.name())));
      case PLC_TAG_ERRORS_TOTAL -> readings((plc, r) -> r.counts().tagErrors().forEach((status, count) -> out.count(count, plc, status.name())));
      case PLC_RECONNECTS_TOTAL -> readings((plc, r) -> out.count(r.counts().reconnects(), plc));
      case PLC_CONNECTION_ALIVE_DURATION_SECONDS -> readings((plc, r) -> out.sample(r.session().connectedSeconds(), plc));
      case PLC_RTT_JITTER_RATIO -> measured(SignalName.RttJitterRatio);
      case PLC_ACK_P95_SECONDS -> measured(SignalName.AckP95);
      case PLC_SUCCESS_RATIO -> measured(SignalName.SuccessRatio);
      case PLC_POLL_LAG_SECONDS -> readings((plc, r) -> out.sample(r.counts().lagSeconds(), plc));
      case PLC_CONFIG_INFO -> configInfo();
    }
  }

  private void readings(OfReading writer) {
    for (PlcView plc : view.plcs()) {
      PlcView.Reading reading = plc.reading();
      if (reading != null) writer.write(plc.assignment().entry().name(), reading);
    }
  }

  private void info() {
    for (PlcView plc : view.plcs()) {
      if (plc.state() == MonitorReport.State.Released) continue;
      PlcEntry entry = plc.assignment().entry();
      Endpoint endpoint = plc.assignment().endpoint();
      String connectionType = endpoint instanceof Endpoint.S7 s7 ? s7.connectionType().name() : "";
      Map<String, String> known = Map.of("plc", entry.name(), "address", endpoint.address(), "protocol", endpoint.protocol(),
          "connection_type", connectionType, "profile", entry.profile());
      out.count(1, Metric.PLC_INFO.labels().stream().map(label -> known.getOrDefault(label, entry.info().getOrDefault(label, ""))).toArray(String[]::new));
    }
  }

  private void grades() {
    for (PlcView plc : view.plcs()) {
      if (plc.state() == MonitorReport.State.Released) continue;
      Grade grade = plc.reading() == null ? Grade.Unknown : plc.reading().assessment().grade();
      out.count(grade.number(), plc.assignment().entry().name());
    }
  }

  private void pointsLost(String plc, PlcView.Reading reading) {
    for (SignalName signal : SignalName.values()) {
      double lost = reading.assessment().pointsLost(signal);
      if (!Double.isNaN(lost)) out.sample(lost, plc, signal.name());
    }
  }

  private void measured(SignalName signal) {
    readings((plc, r) -> {
      Assessment assessment = r.assessment();
      if (!Double.isNaN(assessment.measured(signal))) out.sample(assessment.measured(signal), plc);
    });
  }

  private void thresholds(String name, Profile profile) {
    out.sample(profile.grades().healthy(), name, Grade.Healthy.name());
    out.sample(profile.grades().warning(), name, Grade.Warning.name());
    out.sample(profile.grades().critical(), name, Grade.Critical.name());
  }

  private void configInfo() {
    List<String> revisions = view.assignments().revisions().stream().sorted().toList();
    for (String revision : revisions) out.count(1, revision, "Loaded");
    if (rejected) out.count(1, "", "Rejected");
  }
}
