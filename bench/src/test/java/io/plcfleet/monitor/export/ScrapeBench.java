package io.plcfleet.monitor.export;

import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.ConfigReader;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.poll.PlcSamples;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.monitor.poll.Prepared;
import io.plcfleet.monitor.poll.Shard;
import io.plcfleet.monitor.recording.Recordings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Prints the figures of a scrape:
 * {@code mvn -pl bench -am test -Dtest=ScrapeBench -Dsurefire.failIfNoSpecifiedTests=false | grep FIGURE}.
 */
class ScrapeBench {
  private static final int ROUNDS = 200;

  @Test
  void speedAndGarbage() throws RunnerException {
    System.out.printf("FIGURE series of a scrape: %d%n", ScrapeBenchmarks.seriesOfAScrape());
    Collection<RunResult> results = new Runner(
        new OptionsBuilder().include(ScrapeBenchmarks.class.getName()).addProfiler(GCProfiler.class).build()).run();
    for (RunResult result : results) {
      Statistics times = result.getPrimaryResult().getStatistics();
      System.out.printf("FIGURE %s: mean %.1f us, best %.1f us, P99 %.1f us, %.0f bytes%n", result.getPrimaryResult().getLabel(), times.getMean(), times.getMin(),
          times.getPercentile(99), Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore());
    }
  }

  /** How long the loop is away from its links: PLCs that refuse the connection have the most to tell. */
  @Test
  void theLoopIsHeld() throws Exception {
    for (int plcs : new int[] {1000, 5000}) {
      try (Loops loops = Loops.start(1)) {
        Loop loop = loops.first();
        Shard shard = new Shard(loops, Clock.systemUTC(), new Recordings(Duration.ZERO));
        Prepared prepared = refusing(plcs);
        ask(loop, () -> shard.apply(prepared));
        Thread.sleep(Duration.ofSeconds(10));
        print(plcs, "a slice of " + MetricsPage.SLICE, inSlices(loop, shard, plcs));
        PlcSamples[] all = rows(plcs);
        print(plcs, "all at once", inTurns(loop, () -> filled(shard, 0, all)));
        List<PlcView> views = new ArrayList<>();
        print(plcs, "a slice of the report", inTurns(loop, () -> {
          views.clear();
          shard.view(0, MetricsPage.SLICE, views).join();  // on the loop it is there at once
        }));
      }
    }
  }

  private static double[] inSlices(Loop loop, Shard shard, int plcs) throws Exception {
    PlcSamples[] rows = rows(MetricsPage.SLICE);
    int[] from = {0};
    return inTurns(loop, () -> {
      filled(shard, from[0], rows);
      from[0] = (from[0] + MetricsPage.SLICE) % plcs;
    });
  }

  private static void filled(Shard shard, int from, PlcSamples[] rows) {
    shard.fill(from, rows).join();  // on the loop it is there at once
  }

  private static double[] inTurns(Loop loop, Runnable work) throws Exception {
    double[] micros = new double[ROUNDS];
    for (int i = 0; i < 2 * ROUNDS; i++) {  // the first half warms up
      int round = i % ROUNDS;
      ask(loop, () -> {
        long began = System.nanoTime();
        work.run();
        micros[round] = (System.nanoTime() - began) / 1e3;
      });
    }
    Arrays.sort(micros);
    return micros;
  }

  private static void print(int plcs, String what, double[] micros) {
    System.out.printf("FIGURE loop with %d PLCs, %s: median %.0f us, P99 %.0f us, longest %.0f us%n", plcs, what, micros[ROUNDS / 2], micros[ROUNDS * 99 / 100], micros[ROUNDS - 1]);
  }

  private static PlcSamples[] rows(int count) {
    return Stream.generate(PlcSamples::new).limit(count).toArray(PlcSamples[]::new);
  }

  private static void ask(Loop loop, Runnable work) throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    loop.execute(() -> {
      work.run();
      done.complete(true);
    });
    done.get(30, TimeUnit.SECONDS);
  }

  private static Prepared refusing(int plcs) throws Exception {
    Fleet fleet = new Fleet(1000, 800);
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < plcs; i++) {  // each at an address of its own, so that each has a connection
        String host = "127.1." + i / 250 + "." + (1 + i % 250);
        fleet.modbus("plc-" + i, new InetSocketAddress(host, port.getLocalPort()), 1, "holding-register:1:INT");
      }
    }
    return Prepared.of(ConfigReader.read(fleet.json(1).getBytes(StandardCharsets.UTF_8)));
  }
}
