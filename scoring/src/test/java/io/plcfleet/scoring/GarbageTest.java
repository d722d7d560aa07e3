package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The hot path makes no garbage: bytes that this thread allocated, which no other load of the machine changes. */
final class GarbageTest {
  private static final int READS = 20_000;

  private final LinkHistory history = new LinkHistory(Profile.standard(), TestLink.MILLI * 1000);
  private final Scorer scorer = new Scorer(Profile.standard());
  private final Shadow shadow = Shadow.of(ScorerTest.THREE, Profile.standard(), history, TestLink.MILLI * 1000);
  private int changes;
  private long now;

  @Test
  void recordingAndJudgingAllocateNothing() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    reads(READS); // everything that is done once is done
    changes = 0;
    long before = thread.getCurrentThreadAllocatedBytes();
    reads(READS);
    long bytes = thread.getCurrentThreadAllocatedBytes() - before;

    assertThat(changes).as("a change of grade is a record, and none is expected here").isZero();
    assertThat(bytes).as("bytes for %d reads and judgements", READS).isLessThan(1000);
  }

  private void reads(int times) {
    for (int i = 0; i < times; i++) {
      now += 1000 * TestLink.MILLI;
      if (i % 100 == 99) {
        history.failed(now, 800 * TestLink.MILLI, i % 200 == 99 ? ErrorClass.RequestTimeout : ErrorClass.ConnectionReset);
        history.reconnected(now);
        history.pdus(now, 1, 1);
        history.heartbeat(now, true);
      } else {
        history.answered(now, (20 + i % 10) * TestLink.MILLI, 50 * TestLink.MILLI);
        history.pdus(now, 2, 0);
      }
      history.tagAge(now, 1000 * TestLink.MILLI, 1000 * TestLink.MILLI);
      changes += scorer.assess(history, Findings.NONE, now) == null ? 0 : 1;
      shadow.assess(scorer, Findings.NONE, now);
    }
  }
}
