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
 */
class RolloutBench {
  @Test
  void speed() throws RunnerException {
    for (RunResult result : new Runner(new OptionsBuilder().include(RolloutBenchmarks.class.getName()).build()).run()) {
      Statistics times = result.getPrimaryResult().getStatistics();
      System.out.printf("FIGURE one decision for 10,000 Plcs, %s: median %.1f ms, longest %.1f ms%n", result.getParams().getParam("what"), times.getPercentile(50), times.getMax());
    }
  }
}
