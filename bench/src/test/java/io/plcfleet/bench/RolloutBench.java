package io.plcfleet.bench;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Prints the figures of a rollout's decision:
 * {@code mvn -pl bench -am test -Dtest=RolloutBench -Dsurefire.failIfNoSpecifiedTests=false | grep FIGURE}.
 * On a machine that does other things too the best tenth is nearest to what the code costs.
 */
class RolloutBench {
  @Test
  void speed() throws RunnerException {
    for (RunResult result : new Runner(new OptionsBuilder().include(RolloutBenchmarks.class.getName()).build()).run()) {
      Statistics times = result.getPrimaryResult().getStatistics();
      System.out.printf("FIGURE one decision for 10,000 Plcs, %s: best tenth %.1f ms, median %.1f ms%n", result.getParams().getParam("what"),
          times.getPercentile(10), times.getPercentile(50));
    }
  }
}
