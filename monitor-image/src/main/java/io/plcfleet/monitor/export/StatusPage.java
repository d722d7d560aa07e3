package io.plcfleet.monitor.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.Lineage;
import io.plcfleet.contract.MonitorReport.LinkState;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.contract.MonitorReport.PointsLost;
import io.plcfleet.contract.MonitorReport.Rejected;
import io.plcfleet.contract.MonitorReport.Scrapes;
import io.plcfleet.contract.MonitorReport.Shadow;
import io.plcfleet.monitor.diagnosis.Diagnosis;
import io.plcfleet.monitor.link.Phases;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The monitor's report as JSON. */
final class StatusPage {
  private static final ObjectWriter JSON = JsonMapper.builder()
      .serializationInclusion(JsonInclude.Include.NON_NULL)
      .build().writerFor(MonitorReport.class);

  private StatusPage() {}

  static byte[] of(long serial, List<PlcView> views, String startedAt, @Nullable Rejected rejected, Scrapes scrapes, Times times) {
    List<PlcReport> plcs = views.stream().map(plc -> report(plc, times)).toList();
    try {
      return JSON.writeValueAsBytes(new MonitorReport(serial, startedAt, rejected, scrapes, plcs));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that cannot be written", e);
    }
  }

  private static PlcReport report(PlcView plc, Times times) {
    PlcEntry entry = plc.assignment().entry();
    String endpoint = plc.assignment().endpoint().identity();
    PlcView.Reading reading = plc.reading();
    if (reading == null) {
      return new PlcReport(entry.name(), entry.uid(), endpoint, entry.revision(), plc.state(), null, Grade.Unknown, null, Reason.NotMonitored,
          List.of(), null, plc.problem(), List.of(), null, null, null, null, null);
    }
    Assessment assessment = reading.assessment();
    return new PlcReport(entry.name(), entry.uid(), endpoint, entry.revision(), plc.state(), reading.reachable(), assessment.grade(),
        known(assessment.score()), assessment.reason(), explanation(reading), reading.lastOutcome(), plc.problem(), reading.tagProblems(),
        diagnosis(reading, times), link(reading), shadow(reading), lineage(reading, entry, times), MeasuredOf.reading(reading));
  }

  /** For an unreachable PLC the evidence comes first: what the newest attempt met. */
  private static List<String> explanation(PlcView.Reading reading) {
    if (reading.assessment().reason() != Reason.Unreachable || reading.lastOutcome() == null) return reading.assessment().explanation();
    List<String> sentences = new ArrayList<>();
    sentences.add(reading.lastOutcome());
    sentences.addAll(reading.assessment().explanation());
    return sentences;
  }

  private static MonitorReport.@Nullable Diagnosis diagnosis(PlcView.Reading reading, Times times) {
    PlcView.Suspicion suspicion = reading.suspicion();
    if (suspicion == null) return null;
    Diagnosis diagnosis = suspicion.diagnosis();
    Double after = diagnosis.firstSignAfter() == Diagnosis.UNKNOWN ? null : diagnosis.firstSignAfter() / 1e9;
    return new MonitorReport.Diagnosis(diagnosis.name(), times.of(diagnosis.since()), after, diagnosis.evidence(), diagnosis.confidence());
  }

  private static LinkState link(PlcView.Reading reading) {
    PlcView.Session session = reading.session();
    Map<String, Double> phases = new LinkedHashMap<>();
    for (Phases.Phase phase : Phases.Phase.values()) {
      Long nanos = session.phases().nanos(phase);
      if (nanos != null) phases.put(phase.name(), nanos / 1e9);
    }
    PlcView.Care care = reading.care();
    return new LinkState(session.connectedSeconds(), phases, session.requests(), session.cpu().name(), session.tagAgeSeconds(),
        care.heartbeatSeconds(), care.action().text(), care.heldTags(), care.maintenance());
  }

  private static @Nullable Shadow shadow(PlcView.Reading reading) {
    Assessment beside = reading.beside();
    return beside == null ? null : new Shadow(known(beside.score()), beside.grade(), beside.reason());
  }

  private static @Nullable Lineage lineage(PlcView.Reading reading, PlcEntry entry, Times times) {
    GradeChange change = reading.changed();
    if (change == null) return null;
    GradeChange.SampleWindow window = change.window();
    return new Lineage(change.from(), change.to(), change.reason(), times.of(change.atNanos()), entry.profile(), entry.revision(),
        change.action().text(), (window.endNanos() - window.startNanos()) / 1e9, window.samples(), known(window.scoreAtStart()),
        known(window.scoreAtEnd()), window.dearest().stream().map(p -> new PointsLost(p.signal(), p.measured(), p.points())).toList());
  }

  private static @Nullable Double known(double score) {
    return Double.isNaN(score) ? null : score;
  }
}
