package io.plcfleet.operator.shard;

import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.status.ConditionReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connections at each host and port, and who has them. A device takes only so many; CPUs behind one communication processor share its. */
final class Sessions {
  private final Map<String, Map<String, PlcEntry>> byAddress = new HashMap<>();

  /**
   * Wanted Plcs that a fleet reads, or just read, and that may not go on: the limit was lowered. Who is read keeps the connection before who
   * is being released, the older before the younger.
   *
   * @param keep uids that stay as they are
   * @param onRecord what the fleet's shards hold, by uid
   */
  static Map<String, NotPlaced> beyond(Collection<Wanted> wanted, Set<String> keep, Map<String, PlcEntry> onRecord) {
    Sessions sessions = new Sessions();
    Map<String, NotPlaced> beyond = new HashMap<>();
    onRecord.values().stream().filter(e -> keep.contains(e.uid()) && e.state() == State.Read).forEach(sessions::hold);
    List<Wanted> before = wanted.stream().sorted().filter(w -> goesOn(w, onRecord.get(w.entry().uid()))).toList();
    for (State state : List.of(State.Read, State.Release)) {
      for (Wanted want : before) {
        String uid = want.entry().uid();
        if (onRecord.get(uid) == null || onRecord.get(uid).state() != state) continue;
        Optional<NotPlaced> refusal = sessions.refusal(want.entry(), want.maxSessions());
        if (refusal.isPresent()) beyond.put(uid, refusal.get());
        else sessions.hold(want.entry());
      }
      // Those that leave still hold theirs against those that want to come back.
      onRecord.values().forEach(e -> sessions.hold(e.with(State.Release)));
    }
    return beyond;
  }

  private static boolean goesOn(Wanted want, @Nullable PlcEntry entry) {
    return entry != null && entry.endpoint().identity().equals(want.entry().endpoint().identity());
  }

  /** Units behind one connection share its session; one that is read speaks for it. */
  void hold(PlcEntry entry) {
    byAddress.computeIfAbsent(entry.endpoint().address(), _ -> new LinkedHashMap<>(1))
        .merge(entry.endpoint().connection(), entry, (a, b) -> a.state() == State.Read ? a : b);
  }

  /** Why a Plc cannot have its connection now; empty when it can, or has it already. */
  Optional<NotPlaced> refusal(PlcEntry entry, int limit) {
    List<PlcEntry> others = byAddress.getOrDefault(entry.endpoint().address(), Map.of()).values().stream()
        .filter(other -> !other.endpoint().connection().equals(entry.endpoint().connection())).toList();
    List<PlcEntry> read = others.stream().filter(other -> other.state() == State.Read).toList();
    if (read.size() >= limit) {
      return Optional.of(new NotPlaced(ConditionReason.TooManySessions, entry.endpoint().address() + " may have " + limit + (limit == 1 ? " connection" : " connections")
          + " (connection.maxSessions), and Plc " + names(read) + " has it already: where the device has connections to spare, raise connection.maxSessions in"
          + " spec.defaults or in an override of the fleet; else remove one of these Plcs"));
    }
    return others.size() < limit ? Optional.empty() : Optional.of(new NotPlaced(ConditionReason.WaitingForRelease,
        entry.endpoint().address() + " has no connection free until that of Plc " + names(others.stream().filter(o -> o.state() != State.Read).toList()) + " is released"));
  }

  private static String names(List<PlcEntry> entries) {
    return entries.stream().map(PlcEntry::name).collect(Collectors.joining(", "));
  }
}
