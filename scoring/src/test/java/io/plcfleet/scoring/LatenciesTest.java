package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  private static final long MILLI = 1_000_000;
  private static final int WINDOW = 60_000;

  private final Latencies latencies = new Latencies(WINDOW, 100);

  /** 20 samples: rank ceil(0.95 * 20) = 19, so one outlier does not count and two do. */
  @Test
  void takesTheNearestRank() {
    for (int i = 1; i <= 20; i++) {
      latencies.answered(i * 1000, (i == 7 ? 900 : i) * MILLI);
    }
    assertThat(latencies.percentileSeconds(95)).isEqualTo(0.020);
    latencies.answered(21_000, 800 * MILLI); // 21 samples: rank 20 of 1..20 without 7, 800, 900
    assertThat(latencies.percentileSeconds(95)).isEqualTo(0.800);
  }

  /** 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares of the distances 9+1+1+1+0+0+4+16 = 32, 32/8 = 4, deviation 2. */
  @Test
  void knowsMeanAndDeviationOfAnswersOnly() {
    for (int millis : new int[] {2, 4, 4, 4, 5, 5, 7, 9}) {
      latencies.answered(0, millis * MILLI);
      latencies.timedOut(0, 800 * MILLI);
    }
    assertThat(latencies.answeredMeanSeconds()).isEqualTo(0.005, within(1e-12));
    assertThat(latencies.answeredDeviationSeconds()).isEqualTo(0.002, within(1e-12));
    assertThat(latencies.answeredCount()).isEqualTo(8);
    assertThat(latencies.count()).isEqualTo(16);
    assertThat(latencies.percentileSeconds(95)).as("timeouts count with their value").isEqualTo(0.8);
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    latencies.answered(0, 500 * MILLI);
    latencies.answered(1, 5 * MILLI);
    latencies.forward(WINDOW);
    assertThat(latencies.count()).isEqualTo(2);
    latencies.forward(WINDOW + 1);
    assertThat(latencies.percentileSeconds(95)).isEqualTo(0.005);
    latencies.forward(WINDOW + 2);
    assertThat(latencies.count()).isZero();
  }

  @Test
  void surviveTheWrapOfTheirMilliseconds() {
    latencies.answered(Integer.MAX_VALUE - 10, 3 * MILLI);
    latencies.answered(Integer.MIN_VALUE + 10, 4 * MILLI); // 21 ms later
    assertThat(latencies.count()).isEqualTo(2);
    latencies.forward(Integer.MIN_VALUE + WINDOW);
    assertThat(latencies.count()).isEqualTo(1);
  }

  @Test
  void holdNumbersThatWouldOverflow() {
    Latencies full = new Latencies(WINDOW, Latencies.MOST);
    for (int i = 0; i < 2 * Latencies.MOST; i++) {
      full.answered(0, Long.MAX_VALUE);
    }
    assertThat(full.answeredMeanSeconds()).as("a minute is the longest").isEqualTo(60);
    assertThat(full.answeredDeviationSeconds()).isZero();
  }

  @Property
  void areWhatANaiveRecomputationSays(@ForAll("samples") List<Sample> samples) {
    Latencies some = new Latencies(WINDOW, 100);
    int now = 0;
    for (Sample sample : samples) {
      now += sample.afterMillis();
      sample.addTo(some, now);
    }
    check(some, remembered(samples, now, 100));

    now += 20_000;
    some.forward(now);
    List<Sample> left = remembered(samples, now, 100);
    check(some, left);
    check(some.resized(WINDOW, 150), left);
    check(some.resized(WINDOW, 10), left.subList(Math.max(0, left.size() - 10), left.size()));
  }

  private static void check(Latencies some, List<Sample> expected) {
    assertThat(some.count()).isEqualTo(expected.size());
    if (!expected.isEmpty()) {
      double[] all = expected.stream().mapToDouble(Sample::micros).sorted().toArray();
      assertThat(some.percentileSeconds(95)).isEqualTo(all[(int) Math.ceil(0.95 * all.length) - 1] / 1e6);
    }
    double[] rtts = expected.stream().filter(s -> !s.timeout()).mapToDouble(Sample::micros).toArray();
    assertThat(some.answeredCount()).isEqualTo(rtts.length);
    if (rtts.length > 0) {
      double mean = Arrays.stream(rtts).average().orElseThrow();
      double variance = Arrays.stream(rtts).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      assertThat(some.answeredMeanSeconds()).isEqualTo(mean / 1e6, within(1e-9));
      assertThat(some.answeredDeviationSeconds()).isEqualTo(Math.sqrt(variance) / 1e6, within(1e-7));
    }
  }

  /** The newest ones that are at most a window old and for which there is room. */
  private static List<Sample> remembered(List<Sample> samples, int now, int room) {
    int first = samples.size();
    int age = now - samples.stream().mapToInt(Sample::afterMillis).sum();
    while (first > 0 && age <= WINDOW && samples.size() - first < room) {
      first--;
      age += samples.get(first).afterMillis();
    }
    return samples.subList(first, samples.size());
  }

  @Provide
  Arbitrary<List<Sample>> samples() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3000), Arbitraries.integers().between(0, 900_000), Arbitraries.of(false, false, true))
        .as(Sample::new).list().ofMinSize(1).ofMaxSize(300);
  }

  record Sample(int afterMillis, int micros, boolean timeout) {
    void addTo(Latencies some, int now) {
      if (timeout) {
        some.timedOut(now, micros * 1000L);
      } else {
        some.answered(now, micros * 1000L);
      }
    }
  }
}
