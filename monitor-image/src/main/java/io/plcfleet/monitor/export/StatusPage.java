package io.plcfleet.monitor.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.contract.MonitorReport.Rejected;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.monitor.poll.Shard;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The monitor's report as JSON. */
final class StatusPage {
  private static final ObjectWriter JSON = JsonMapper.builder()
      .serializationInclusion(JsonInclude.Include.NON_NULL)
      .build().writerFor(MonitorReport.class);

  private StatusPage() {}

  static byte[] of(Shard.View view, String startedAt, @Nullable Rejected rejected) {
    List<PlcReport> plcs = view.plcs().stream().map(StatusPage::report).toList();
    try {
      return JSON.writeValueAsBytes(new MonitorReport(view.assignments().serial(), startedAt, rejected, plcs));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that cannot be written", e);
    }
  }

  private static PlcReport report(PlcView plc) {
    PlcView.Reading reading = plc.reading();
    return reading == null
        ? report(plc, null, Grade.Unknown, null, Reason.NotMonitored, List.of(), null, List.of())
        : report(plc, reading.reachable(), reading.assessment().grade(), score(reading.assessment()), reading.assessment().reason(),
            explanation(reading), reading.lastOutcome(), reading.tagProblems());
  }

  private static PlcReport report(PlcView plc, @Nullable Boolean reachable, Grade grade, @Nullable Double score, Reason reason,
      List<String> explanation, @Nullable String lastOutcome, List<MonitorReport.TagProblem> tagProblems) {
    var entry = plc.assignment().entry();
    return new PlcReport(entry.name(), entry.uid(), plc.assignment().endpoint().identity(), entry.revision(), plc.state(),
        reachable, grade, score, reason, explanation, lastOutcome, plc.problem(), tagProblems, null);
  }

  private static @Nullable Double score(Assessment assessment) {
    return assessment.scored() ? assessment.score() : null;
  }

  /** For an unreachable PLC the evidence comes first: what the newest attempt met. */
  private static List<String> explanation(PlcView.Reading reading) {
    if (reading.assessment().reason() != Reason.Unreachable || reading.lastOutcome() == null) return reading.assessment().explanation();
    List<String> sentences = new ArrayList<>();
    sentences.add(reading.lastOutcome());
    sentences.addAll(reading.assessment().explanation());
    return sentences;
  }
}
