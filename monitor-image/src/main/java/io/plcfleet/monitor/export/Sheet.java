package io.plcfleet.monitor.export;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport.State;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.poll.PlcSamples;
import io.plcfleet.monitor.poll.Traffic;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Profile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What one scrape is written on: rows for the loop to fill, and the text that comes of them. To be used again and again, by one at a time. */
final class Sheet {
  private final Exposition text;
  private final int sliceRows;
  private final List<PlcSamples[]> slices = new ArrayList<>();
  private int slice;
  private long began;
  private final Map<State, AtomicInteger> plcs = new EnumMap<>(State.class);
  private final InfoLines info = new InfoLines();

  /**
   * @param sliceRows PLCs that the loop is asked for at a time
   * @param whenWritten the text was sent: it may be used again
   */
  Sheet(int sliceRows, Consumer<Sheet> whenWritten) {
    text = new Exposition(() -> whenWritten.accept(this));
    this.sliceRows = sliceRows;
  }

  Exposition text() {
    return text;
  }

  /** For the PLCs that come next. */
  PlcSamples[] rows() {
    if (slice == slices.size()) slices.add(Stream.generate(PlcSamples::new).limit(sliceRows).toArray(PlcSamples[]::new));
    return slices.get(slice);
  }

  /** When the scrape began, by the clock of {@link #begin(long)}. */
  long began() {
    return began;
  }

  void begin(long now) {
    began = now;
    slice = 0;
    text.clear();
    for (State each : State.values()) counted(each).set(0);
  }

  /** The first of the {@link #rows} are filled: PLCs of this configuration. A PLC that is released or gone has no series. */
  void add(Assignments assignments, int filled) {
    info.use(assignments);
    PlcSamples[] rows = rows();
    slice++;
    for (int i = 0; i < filled; i++) {
      PlcSamples plc = rows[i];
      counted(plc.state()).incrementAndGet();
      if (plc.state() == State.Released) continue;
      text.add(info.of(plc.assignment()), plc);
    }
  }

  /** What is no PLC's. */
  void end(Assignments assignments, boolean rejected) {
    plcs.forEach((state, count) -> text.add(Metric.PLC_MONITOR_PLCS, count.get(), state.name()));
    assignments.profiles().forEach(this::thresholds);
    assignments.revisions().stream().sorted().forEach(revision -> text.add(Metric.PLC_CONFIG_INFO, 1, revision, "Loaded"));
    if (rejected) text.add(Metric.PLC_CONFIG_INFO, 1, "", "Rejected");
  }

  void traffic(Traffic.View traffic) {
    text.add(Metric.PLC_MONITOR_CONNECTIONS, traffic.open(), "Open");
    text.add(Metric.PLC_MONITOR_CONNECTIONS, traffic.down(), "Down");
    traffic.requests().forEach((request, ends) -> {
      text.add(Metric.PLC_MONITOR_REQUESTS_TOTAL, (double) ends[0], request.name(), PlcSamples.ANSWERED);
      text.add(Metric.PLC_MONITOR_REQUESTS_TOTAL, (double) ends[1], request.name(), PlcSamples.FAILED);
    });
    traffic.steps().forEach((phase, steps) -> text.histogram(Metric.PLC_MONITOR_CONNECT_PHASE_SECONDS, steps.counts(), steps.seconds(), phase.name()));
  }

  private void thresholds(String name, Profile profile) {
    text.add(Metric.PLC_THRESHOLD, profile.grades().healthy(), name, Grade.Healthy.name());
    text.add(Metric.PLC_THRESHOLD, profile.grades().warning(), name, Grade.Warning.name());
    text.add(Metric.PLC_THRESHOLD, profile.grades().critical(), name, Grade.Critical.name());
  }

  private AtomicInteger counted(State state) {
    return plcs.computeIfAbsent(state, _ -> new AtomicInteger());
  }
}
