package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceTest {
  private static final long SECOND = 1_000_000_000;
  private final Trace trace = new Trace();

  @Test
  void theOldestFirstWithAgesAndTimes() {
    trace.add(1 * SECOND, 7, "Answered", 2_500_000);
    trace.add(3 * SECOND, 8, "RequestTimeout", 0);
    assertThat(trace.copy(4 * SECOND)).containsExactly(new TraceView.Event(7, 3, "Answered", 2.5), new TraceView.Event(8, 1, "RequestTimeout", 0));
  }

  @Test
  void onlyTheNewestAreKept() {
    for (int i = 1; i <= 100; i++) trace.add(i * SECOND, i, "Answered", 0);
    assertThat(trace.copy(100 * SECOND)).hasSize(Trace.KEPT).extracting(TraceView.Event::number).startsWith(69L).endsWith(100L);
  }

  @Test
  void aCopyStaysAsItWas() {
    trace.add(0, 1, "Answered", 0);
    var copy = trace.copy(0);
    for (int i = 0; i < 100; i++) trace.add(i, 2, "Refused", 0);
    assertThat(copy).extracting(TraceView.Event::event).containsExactly("Answered");
  }
}
