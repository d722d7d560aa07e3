package io.plcfleet.bench;

import io.plcfleet.operator.outcome.Checked;
import io.plcfleet.operator.rollout.Member;
import io.plcfleet.operator.rollout.Policy;
import io.plcfleet.operator.rollout.PolicyCheck;
import io.plcfleet.operator.rollout.Progress;
import io.plcfleet.operator.rollout.RolloutStep;
import io.plcfleet.operator.rollout.Situation;
import io.plcfleet.operator.rollout.Turn;
import io.plcfleet.operator.rollout.Verbs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision about a rollout of 10,000 Plcs, four in a cell, with the compiler that the operator is shipped with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
@Warmup(iterations = 30)
@Measurement(iterations = 200)
public class RolloutBenchmarks {
  private static final int PLCS = 10_000;
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  /** The first decision plans all steps; entering a step orders all Plcs; looking on counts them. */
  @Param({"the first", "entering the step of 10%", "looking on at 10%", "entering the step of 30%"})
  public String what = "";

  private @Nullable Situation situation;

  @Setup
  public void setUp() {
    Turn first = RolloutStep.of(situation(null, START, Set.of(), Verbs.NONE));
    Verbs leaveShadow = new Verbs(false, 1, false, false, false);
    Situation entering = situation(first.progress(), START.plusSeconds(60), Set.of(), leaveShadow);
    Turn entered = RolloutStep.of(entering);
    Situation loaded = situation(entered.progress(), START.plusSeconds(70), entered.canary(), Verbs.NONE);
    Turn baking = RolloutStep.of(loaded);
    situation = switch (what) {
      case "the first" -> situation(null, START, Set.of(), Verbs.NONE);
      case "entering the step of 10%" -> entering;
      case "looking on at 10%" -> situation(baking.progress(), START.plusSeconds(80), entered.canary(), Verbs.NONE);
      default -> situation(baking.progress(), START.plusSeconds(80), entered.canary(), new Verbs(false, 2, false, false, false));
    };
  }

  private static Situation situation(@Nullable Progress progress, Instant now, Set<String> canary, Verbs verbs) {
    List<Member> members = IntStream.range(0, PLCS).mapToObj(i -> "uid-" + i).map(uid -> member(uid, canary.contains(uid) ? "r2" : "r1")).toList();
    return new Situation(now, "r1", "r2", "r2", verbs, policy(), progress, members, true, true, null, List.of(), false);
  }

  private static Member member(String uid, String revision) {
    int number = Integer.parseInt(uid.substring(uid.indexOf('-') + 1));
    return new Member(uid, "plc-" + number, Map.of(), "unit-" + number, "cell-" + number / 4, number % 3, revision, true, true, false);
  }

  private static Policy policy() {
    return switch (PolicyCheck.check(null)) {
      case Checked.Valid<Policy>(Policy policy) -> policy;
      case Checked.Invalid<Policy>(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  @Benchmark
  public Turn decide() {
    if (situation == null) throw new IllegalStateException("not set up");
    return RolloutStep.of(situation);
  }
}
