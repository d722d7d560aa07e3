package io.plcfleet.bench;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Profile.Thresholds;
import io.plcfleet.scoring.Scorer;
import io.plcfleet.scoring.Shadow;
import java.util.concurrent.TimeUnit;
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

/**
 * The model on the hot path: one read recorded, one link judged, and the same with a profile tried beside. The link is a bad one, so that
 * every signal has something to count: one read in ten fails, in four ways.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 600, time = 5, timeUnit = TimeUnit.MILLISECONDS) // short, so that some have the core for themselves
public class ModelBenchmarks {
  private static final ErrorClass[] FAILURES =
      {ErrorClass.RequestTimeout, ErrorClass.Refused, ErrorClass.ConnectionReset, ErrorClass.RequestTimeout, ErrorClass.ProtocolError};
  private static final long MILLI = 1_000_000;

  @Param({"1000", "200"})
  public long intervalMillis;

  private final Profile profile = Profile.standard();
  private final Scorer scorer = new Scorer(profile);
  private final Profile tried =
      new Profile(profile.window(), profile.decay(), profile.formula(), new Thresholds(85, 60, 40), profile.hysteresis(), profile.actions());
  private LinkHistory history = new LinkHistory(profile, 1);
  private Shadow shadow = Shadow.of(tried, profile, history, 1);
  private long now;
  private int reads;

  @Setup
  public void setUp() {
    history = new LinkHistory(profile, intervalMillis * MILLI);
    shadow = Shadow.of(tried, profile, history, intervalMillis * MILLI);
    for (int i = 0; i < 5000; i++) {
      record();
    }
    var _ = scorer.assess(history, Findings.NONE, now);
    shadow.assess(scorer, Findings.NONE, now);
  }

  /** What a read brings: its outcome, its requests, the age of its tags. */
  @Benchmark
  public void record() {
    now += intervalMillis * MILLI;
    int i = reads++;
    if (i % 10 == 0) {
      ErrorClass failure = FAILURES[i / 10 % FAILURES.length];
      boolean waited = failure == ErrorClass.RequestTimeout;
      history.failed(now, waited ? 800 * MILLI : 0, failure);
      history.pdus(now, waited ? 1 : 0, waited ? 1 : 0);
    } else {
      long rtt = (20 + i % 97) * MILLI;
      history.answered(now, rtt, 2 * rtt);
      history.pdus(now, 2, 0);
    }
    history.tagAge(now, intervalMillis * MILLI, intervalMillis * MILLI);
  }

  @Benchmark
  public @Nullable GradeChange evaluate() {
    return scorer.assess(history, Findings.NONE, now);
  }

  @Benchmark
  public @Nullable GradeChange evaluateWithShadow() {
    GradeChange change = scorer.assess(history, Findings.NONE, now);
    shadow.assess(scorer, Findings.NONE, now);
    return change;
  }

  /** As it comes: a read, then a judgement. */
  @Benchmark
  public @Nullable GradeChange recordAndEvaluate() {
    record();
    return scorer.assess(history, Findings.NONE, now);
  }
}
