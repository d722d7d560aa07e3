package io.plcfleet.operator.shard;

import io.plcfleet.contract.MonitorConfig.PlcEntry;
import java.time.Instant;
import java.util.Comparator;

/** A Plc that a fleet wants to read, oldest first: who came first keeps an endpoint. */
public record Wanted(PlcEntry entry, String namespace, String group, Instant created) implements Comparable<Wanted> {
  private static final Comparator<Wanted> OLDEST_FIRST =
      Comparator.comparing(Wanted::created).thenComparing(Wanted::namespace).thenComparing(w -> w.entry.name());

  @Override
  public int compareTo(Wanted other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
