package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdaptiveIntervalTest {
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @Test
  void theWorkedExamples() {
    assertThat(seconds(0.002, 0, 0)).isEqualTo(4.95, within(0.01));
    assertThat(seconds(0.120, 0.01, 1.2)).isEqualTo(2.01, within(0.01));
    assertThat(seconds(0.100, 0.10, 1)).isEqualTo(1.12, within(0.01));
    assertThat(seconds(0.200, 0.10, 2.5)).isEqualTo(0.5, within(0.001));
  }

  @Test
  void whatIsNotKnownSpeaksNotAgainstALink() {
    assertThat(seconds(Double.NaN, Double.NaN, Double.NaN)).isEqualTo(5);
    assertThat(new AdaptiveInterval().current(LONGEST)).isEqualTo(LONGEST.toNanos());
  }

  @Property
  void withinTheBounds(@ForAll @DoubleRange(max = 100) double rtt, @ForAll @DoubleRange(max = 1) double lost, @ForAll @DoubleRange(max = 10) double entropy,
      @ForAll @IntRange(min = 100, max = 10_000) int shortest, @ForAll @IntRange(max = 60_000) int more) {
    Duration low = Duration.ofMillis(shortest);
    Duration high = Duration.ofMillis(shortest + more);
    double target = AdaptiveInterval.target(rtt, lost, entropy, low, high);
    assertThat(target).isBetween((double) low.toNanos(), (double) high.toNanos());
    assertThat(new AdaptiveInterval().next(target, false, low, high)).isBetween(low.toNanos(), high.toNanos());
  }

  /** Worse in any of the three never probes more seldom. */
  @Property
  void worseHealthProbesFaster(@ForAll @DoubleRange(max = 0.3) double rtt, @ForAll @DoubleRange(max = 0.2) double lost,
      @ForAll @DoubleRange(max = 4) double entropy, @ForAll @DoubleRange(max = 0.2) double worse) {
    double before = seconds(rtt, lost, entropy);
    assertThat(seconds(rtt + worse, lost, entropy)).isLessThanOrEqualTo(before);
    assertThat(seconds(rtt, lost + worse, entropy)).isLessThanOrEqualTo(before);
    assertThat(seconds(rtt, lost, entropy + worse)).isLessThanOrEqualTo(before);
  }

  /** And within its scale each of them shortens it for certain: a sign the wrong way round would not. */
  @Property
  void withinItsScaleEachShortensIt(@ForAll @DoubleRange(max = 0.09) double part) {
    double before = seconds(part * 2, part, part * 25);
    assertThat(seconds(part * 2 + 0.01, part, part * 25)).isLessThan(before);
    assertThat(seconds(part * 2, part + 0.005, part * 25)).isLessThan(before);
    assertThat(seconds(part * 2, part, part * 25 + 0.1)).isLessThan(before);
  }

  /** Whatever came before. */
  @Property
  void aSufferingDeviceIsNeverAskedFaster(@ForAll @Size(max = 20) List<@DoubleRange(min = 5e8, max = 5e9) Double> targets,
      @ForAll @DoubleRange(min = 5e8, max = 5e9) double target) {
    AdaptiveInterval interval = new AdaptiveInterval();
    for (double before : targets) interval.next(before, false, SHORTEST, LONGEST);
    long last = interval.current(LONGEST);
    assertThat(interval.next(target, true, SHORTEST, LONGEST)).isEqualTo(LONGEST.toNanos()).isGreaterThanOrEqualTo(last);
  }

  @Test
  void shorterAtOnceLongerByAndBy() {
    AdaptiveInterval interval = new AdaptiveInterval();
    interval.next(5e9, false, SHORTEST, LONGEST);
    assertThat(interval.next(1e9, false, SHORTEST, LONGEST)).isEqualTo(1_000_000_000);
    assertThat(interval.next(5e9, false, SHORTEST, LONGEST)).isEqualTo(1_500_000_000);
    for (int i = 0; i < 40; i++) interval.next(5e9, false, SHORTEST, LONGEST);
    assertThat(interval.current(LONGEST) / 1e9).isEqualTo(5, within(0.05));
  }

  @Test
  void otherBoundsHoldAtOnce() {
    AdaptiveInterval interval = new AdaptiveInterval();
    interval.next(5e8, false, SHORTEST, LONGEST);
    assertThat(interval.next(5e8, false, Duration.ofSeconds(2), LONGEST)).isEqualTo(2_000_000_000);
    interval.forget();
    assertThat(interval.current(LONGEST)).isEqualTo(LONGEST.toNanos());
  }

  private static double seconds(double rtt, double lost, double entropy) {
    return AdaptiveInterval.target(rtt, lost, entropy, SHORTEST, LONGEST) / 1e9;
  }
}
