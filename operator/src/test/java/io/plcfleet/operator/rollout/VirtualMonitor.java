package io.plcfleet.operator.rollout;

import java.time.Instant;

/** A monitor of a {@link VirtualFleet}. */
final class VirtualMonitor {
  final String name;
  boolean silent;
  Instant startedAt = Instant.MIN;

  VirtualMonitor(String name) {
    this.name = name;
  }
}
