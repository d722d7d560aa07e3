package io.plcfleet.bench;

import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Profile.Decay;
import io.plcfleet.scoring.Scorer;
import io.plcfleet.scoring.Shadow;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Prints the figures of the model:
 * {@code mvn -pl bench -am test -Dtest=ModelBench -Dsurefire.failIfNoSpecifiedTests=false | grep FIGURE}.
 * On a machine that does other things too the best tenth of the iterations is nearest to what the code costs.
 */
class ModelBench {
  private static final Profile LIVE = Profile.standard();
  private static final Profile OTHER_DECAY =
      new Profile(LIVE.window(), Decay.NONE, LIVE.formula(), LIVE.grades(), LIVE.hysteresis(), LIVE.actions());

  @Test
  void speed() throws RunnerException {
    Collection<RunResult> results = new Runner(new OptionsBuilder().include(ModelBenchmarks.class.getName()).build()).run();
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result : results) {
      String name = result.getPrimaryResult().getLabel() + ", read every " + result.getParams().getParam("intervalMillis") + " ms";
      Statistics times = result.getPrimaryResult().getStatistics();
      nanos.put(name, times.getPercentile(10));
      System.out.printf("FIGURE %s: best tenth %.0f ns, median %.0f ns%n", name, times.getPercentile(10), times.getPercentile(50));
    }
    for (String interval : new String[] {"1000", "200"}) {
      String tail = ", read every " + interval + " ms";
      System.out.printf("FIGURE with a shadow, of one evaluation%s: %.2f%n", tail,
          nanos.getOrDefault("evaluateWithShadow" + tail, Double.NaN) / nanos.getOrDefault("evaluate" + tail, Double.NaN));
    }
  }

  @Test
  void memory() {
    for (long intervalMillis : new long[] {200, 1000, 10_000}) {
      int plcs = 10_000;
      Object[] kept = new Object[4 * plcs];
      long before = used();
      for (int i = 0; i < plcs; i++) {
        kept[4 * i] = new LinkHistory(LIVE, intervalMillis * 1_000_000);
        kept[4 * i + 1] = new Scorer(LIVE);
      }
      long without = used();
      for (int i = 0; i < plcs; i++) {
        kept[4 * i + 2] = Shadow.of(LIVE, LIVE, (LinkHistory) kept[4 * i], intervalMillis * 1_000_000);
      }
      long with = used();
      for (int i = 0; i < plcs; i++) {
        kept[4 * i + 3] = Shadow.of(OTHER_DECAY, LIVE, (LinkHistory) kept[4 * i], intervalMillis * 1_000_000);
      }
      long withOther = used();
      System.out.printf("FIGURE memory of one Plc read every %d ms: %d bytes; a shadow %d bytes more, one of another window or decay %d%n", intervalMillis,
          (without - before) / plcs, (with - without) / plcs, (withOther - with) / plcs);
      System.out.println("kept " + kept.length);
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
