package io.plcfleet.operator.fleet;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A monitor's pod: it reads what its copy of the record says, which the kubelet brings late, and is heard when the network lets it. */
final class VirtualPod {
  private final Instant startedAt;
  private MonitorConfig loaded;
  /** What it holds a connection to, and by which revision; a device is given back as soon as the newest copy says so, and no sooner. */
  private final Map<String, String> reads = new TreeMap<>();
  /** It was told to end, and may read until it has. */
  boolean ends;
  boolean heard;
  boolean silent;

  VirtualPod(MonitorConfig file, Instant now) {
    startedAt = now;
    loaded = file;
    load(file);
  }

  /** The kubelet has brought a newer copy. */
  void load(MonitorConfig file) {
    loaded = file;
    reads.clear();
    file.plcs().stream().filter(entry -> entry.state() == State.Read).forEach(entry -> reads.put(entry.endpoint().identity(), entry.revision()));
  }

  /** By identity of the device: the revision that it is read by. */
  Map<String, String> reads() {
    return reads;
  }

  ShardLife life() {
    if (silent) return new ShardLife(true, null, false, null, null);
    return heard ? new ShardLife(true, report(), false, null, null) : new ShardLife(true, null, true, null, null);
  }

  private MonitorReport report() {
    List<PlcReport> plcs = loaded.plcs().stream().sorted(Comparator.comparing(PlcEntry::uid)).map(VirtualPod::report).toList();
    return new MonitorReport(loaded.serial(), startedAt.toString(), null, null, plcs);
  }

  private static PlcReport report(PlcEntry entry) {
    MonitorReport.State state = entry.state() == State.Read ? MonitorReport.State.Reading : MonitorReport.State.Released;
    @Nullable Boolean reachable = entry.state() == State.Read ? true : null;
    return new PlcReport(entry.name(), entry.uid(), entry.endpoint().identity(), entry.revision(), state, reachable, Grade.Healthy, 100.0, Reason.LinkHealthy, List.of(), null,
        null, List.of(), null, null, null, null, null);
  }
}
