package io.plcfleet.operator.plc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the fleets last made of their Plcs: fleets write, the writer of Plc status reads. Filled anew after a start. */
public final class PlcBoard {
  private final Map<String, Map<String, PlcVerdict>> verdicts = new ConcurrentHashMap<>();

  /**
   * Replaces what a fleet said before.
   *
   * @param fleet namespace/name
   * @param byUid of Plcs
   */
  public void publish(String fleet, Map<String, PlcVerdict> byUid) {
    verdicts.put(fleet, Map.copyOf(byUid));
  }

  /** Whether a fleet has said anything since the start. */
  public boolean heardOf(String fleet) {
    return verdicts.containsKey(fleet);
  }

  public void forget(String fleet) {
    verdicts.remove(fleet);
  }

  /** The word of the fleet that reads the Plc, else of any that selects it. */
  public Optional<PlcVerdict> of(String uid) {
    PlcVerdict found = null;
    for (Map<String, PlcVerdict> fleet : verdicts.values()) {
      PlcVerdict verdict = fleet.get(uid);
      if (verdict == null) continue;
      if (verdict.shard() != null) return Optional.of(verdict);
      found = verdict;
    }
    return Optional.ofNullable(found);
  }
}
