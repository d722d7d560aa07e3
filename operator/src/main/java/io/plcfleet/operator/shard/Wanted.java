package io.plcfleet.operator.shard;

import io.plcfleet.contract.MonitorConfig.PlcEntry;
import java.time.Instant;
import java.util.Comparator;

/**
 * A Plc that a fleet wants to read, oldest first: who came first keeps an endpoint.
 *
 * @param maxSessions how many connections there may be at its host and port, its own among them
 */
public record Wanted(PlcEntry entry, String namespace, String group, Instant created, int maxSessions) implements Comparable<Wanted> {
  private static final Comparator<Wanted> OLDEST_FIRST =
      Comparator.comparing(Wanted::created).thenComparing(Wanted::namespace).thenComparing(w -> w.entry.name());

  @Override
  public int compareTo(Wanted other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
