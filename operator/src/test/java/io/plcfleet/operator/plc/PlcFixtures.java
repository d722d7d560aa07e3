package io.plcfleet.operator.plc;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.report.MonitorWord;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plcs with the status that the operator writes. */
public final class PlcFixtures {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ShardKey SHARD = new ShardKey("plant", "line-a-0");
  private static final Problem BAD_TAG = new Problem("spec.tags[0].address", ConditionReason.InvalidTagAddress, "\"x\" is not a Modbus address");

  private PlcFixtures() {}

  /** By name. */
  public static Map<String, Plc> all() {
    Map<String, Plc> all = new LinkedHashMap<>();
    all.put("new", plc(1));
    all.put("healthy", judged(placed(), heard("reachable: true, grade: Healthy, score: 97.4, reason: LinkHealthy")));
    all.put("dead-device", judged(placed(), heard("reachable: false, grade: PreFault, score: 0, reason: Unreachable, lastOutcome: connection refused after 3 ms")));
    all.put("monitor-starts", judged(placed(), new MonitorWord(0, null, null, false, false)));
    all.put("bad-tag", judged(new PlcVerdict("line-a", 1, SHARD, 7, "r1", null, List.of(BAD_TAG), null), heard("reachable: true, grade: Healthy, score: 97.4, reason: LinkHealthy")));
    all.put("no-fleet", alone());
    all.put("edited", edited());
    return all;
  }

  private static Plc judged(PlcVerdict verdict, MonitorWord word) {
    return judged(plc(1), verdict, word, NOW);
  }

  private static Plc judged(Plc plc, @Nullable PlcVerdict verdict, MonitorWord word, Instant now) {
    plc.setStatus(PlcJudgement.status(plc, verdict, word, Runbooks.NOT_SERVED, now));
    return plc;
  }

  /** For half a minute a fleet may yet come. */
  private static Plc alone() {
    return judged(judged(plc(1), null, MonitorWord.NONE, NOW), null, MonitorWord.NONE, NOW.plusSeconds(60));
  }

  /** After an edit that the operator has not seen. */
  private static Plc edited() {
    Plc plc = judged(placed(), heard("reachable: true, grade: Healthy, score: 97.4, reason: LinkHealthy"));
    plc.getMetadata().setGeneration(2L);
    return plc;
  }

  private static PlcVerdict placed() {
    return new PlcVerdict("line-a", 1, SHARD, 7, "r1", null, List.of(), null);
  }

  private static MonitorWord heard(String report) {
    return new MonitorWord(7, Serialization.unmarshal("---\n{name: press-07, uid: u, endpoint: \"modbus://a:502/1\", revision: r1, state: Reading, explanation: [], tagProblems: [], "
        + report + "}", PlcReport.class), null, true, false);
  }

  private static Plc plc(long generation) {
    return Serialization.unmarshal("metadata: {name: press-07, namespace: plant, uid: u, generation: " + generation
        + ", creationTimestamp: \"2026-11-23T07:00:00Z\"}\nspec: {modbus: {host: a}, tags: [{name: life, address: \"coil:1\"}]}", Plc.class);
  }
}
