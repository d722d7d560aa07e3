package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.poll.Heartbeat.Look;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Times are seconds unless they say otherwise. */
class HeartbeatTest {
  private static final long SECOND = 1_000_000_000;
  private static final long INTERVAL = 15 * SECOND;
  private static final long TIMEOUT = 5 * SECOND;
  private static final long MINUTE = 60 * SECOND;
  private final Heartbeat heartbeat = new Heartbeat(0);

  @Test
  void anyReplyWithinTheIntervalIsOne() {
    heartbeat.reads(1 * SECOND);
    heartbeat.replied(2 * SECOND);
    Look look = look(15 * SECOND, false, true);
    assertThat(look).isEqualTo(Look.Alive);
    assertThat(heartbeat.due(look, 15 * SECOND, INTERVAL, TIMEOUT)).isEqualTo(17 * SECOND);
  }

  @Test
  void aProbeOnlyAfterAnIntervalWithoutTraffic() {
    heartbeat.replied(2 * SECOND);
    heartbeat.missed(10 * SECOND);
    assertThat(look(20 * SECOND, false, true)).isEqualTo(Look.Wait);
    assertThat(heartbeat.due(Look.Wait, 20 * SECOND, INTERVAL, TIMEOUT)).isEqualTo(25 * SECOND);
    assertThat(look(25 * SECOND, false, true)).isEqualTo(Look.Probe);
  }

  @Test
  void neverWhileARequestIsInFlight() {
    assertThat(look(100 * SECOND, true, true)).isEqualTo(Look.Busy);
    assertThat(heartbeat.due(Look.Busy, 100 * SECOND, INTERVAL, TIMEOUT)).isEqualTo(105 * SECOND);
  }

  @Test
  void whileNobodyCanBeAskedItIsMissed() {
    assertThat(look(16 * SECOND, false, false)).isEqualTo(Look.Missed);
    heartbeat.missed(16 * SECOND);
    assertThat(heartbeat.due(Look.Missed, 16 * SECOND, INTERVAL, TIMEOUT)).isEqualTo(31 * SECOND);
  }

  @Test
  void silentAfterSoManyMissesInARow() {
    heartbeat.missed(1);
    assertThat(heartbeat.silent(2)).isFalse();
    heartbeat.replied(2);
    heartbeat.missed(3);
    assertThat(heartbeat.silent(2)).isFalse();
    heartbeat.missed(4);
    assertThat(heartbeat.silent(2)).isTrue();
    assertThat(new Heartbeat(0).silent(0)).as("none is never enough").isFalse();
  }

  @Test
  void ourOwnPauseIsNoMiss() {
    heartbeat.unknown(100 * SECOND);
    assertThat(heartbeat.silent(1)).isFalse();
    assertThat(look(110 * SECOND, false, true)).isEqualTo(Look.Wait);
  }

  /** Reads each second, a heartbeat each 15: the reads are the heartbeat, and when they stop being answered there is nothing to add. */
  @Test
  void fastReadsLeaveNoRoomForProbes() {
    heartbeat.replied(0);
    assertThat(heartbeat.look(20 * SECOND, INTERVAL, false, true, SECOND, SECOND)).isEqualTo(Look.Wait);
  }

  /** A day of seconds with a PLC that answers or not, as it pleases: requests never come closer on average than declared. */
  @Property(tries = 200)
  void probesAndReadsKeepToTheDeclaredRate(@ForAll @IntRange(min = 1, max = 120) int poll, @ForAll @IntRange(min = 1, max = 30) int beat, @ForAll int answers) {
    Heartbeat some = new Heartbeat(0);
    long shortest = Math.min(poll, beat) * SECOND;
    long due = beat * SECOND;
    int requests = 0;
    for (int second = 0; second < 3600; second++) {
      long now = second * SECOND;
      boolean answered = Integer.rotateLeft(answers, second) < 0;
      if (second % poll == 0) {
        requests++;
        some.reads(now);
        if (answered) some.replied(now);
      }
      if (now < due) continue;
      Look look = some.look(now, beat * SECOND, false, true, shortest, poll * SECOND);
      if (look == Look.Probe) {
        requests++;
        some.probes(now);
        if (answered) some.replied(now);
        else some.missed(now);
      }
      due = some.due(look, now, beat * SECOND, SECOND);
      assertThat(due).isGreaterThan(now);
    }
    assertThat(requests).isLessThanOrEqualTo((int) (3600 * SECOND / shortest) + 1);
  }

  private Look look(long now, boolean inFlight, boolean connected) {
    return heartbeat.look(now, INTERVAL, inFlight, connected, INTERVAL, MINUTE);
  }
}
