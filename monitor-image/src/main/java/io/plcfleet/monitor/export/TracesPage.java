package io.plcfleet.monitor.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.monitor.poll.TraceView;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What went before PreFault, PLC by PLC, as JSON: the newest first, and no more of them than a page holds. */
final class TracesPage {
  static final int MOST = 200;
  private static final ObjectWriter JSON = JsonMapper.builder().build().writerFor(Traces.class);

  /** @param left traces that are not on the page */
  private record Traces(List<Trace> traces, int left) {}

  /** @param at when the PLC became PreFault, RFC 3339 */
  private record Trace(String plc, String at, Grade before, Reason reason, List<TraceView.Event> events) {}

  /** A PLC and its trace. */
  private record Found(String plc, TraceView trace) {}

  private TracesPage() {}

  static byte[] of(List<PlcView> plcs, Times times) {
    List<Found> found = new ArrayList<>();
    for (PlcView plc : plcs) {
      TraceView trace = plc.reading() == null ? null : plc.reading().preFault();
      if (trace != null) found.add(new Found(plc.assignment().entry().name(), trace));
    }
    found.sort(Comparator.comparingLong((Found each) -> each.trace().at() - times.nanos()).reversed());
    List<Trace> traces = found.stream().limit(MOST)
        .map(each -> new Trace(each.plc(), times.of(each.trace().at()), each.trace().before(), each.trace().reason(), each.trace().events())).toList();
    try {
      return JSON.writeValueAsBytes(new Traces(traces, found.size() - traces.size()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("traces that cannot be written", e);
    }
  }
}
