package io.plcfleet.operator.rollout;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Plc of a {@link VirtualFleet}: what its monitor's record says, and what the monitor has loaded of it. */
final class VirtualPlc {
  static final int LOW = 0;
  static final int MEDIUM = 1;
  static final int HIGH = 2;

  final String name;
  final String uid;
  final VirtualMonitor monitor;
  int weight;
  Map<String, String> labels;
  /** Plcs of one address share it; absent without a gateway. */
  @Nullable String gateway;
  boolean maintenance;
  String record;
  String loaded;
  /** When the monitor will have loaded what the record says. */
  Instant loads = Instant.MIN;
  /** When the monitor will compute the candidate's score beside. */
  Instant shadows = Instant.MAX;

  VirtualPlc(String name, VirtualMonitor monitor, Map<String, String> labels, int weight, String stable) {
    this.name = name;
    this.uid = "uid-" + name;
    this.monitor = monitor;
    this.labels = labels;
    this.weight = weight;
    this.record = stable;
    this.loaded = stable;
  }

  String cell() {
    return labels.getOrDefault("plcfleet.io/cell", name);
  }

  Member member(boolean image) {
    String unit = image ? monitor.name : gateway == null ? name : gateway;
    return new Member(uid, name, labels, unit, cell(), weight, record, !monitor.silent && loaded.equals(record), !monitor.silent, maintenance);
  }
}
