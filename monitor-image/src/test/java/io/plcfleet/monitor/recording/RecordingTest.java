package io.plcfleet.monitor.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.recording.RecordingText;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.LinkEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static final long S = 1_000_000_000;
  private static final Instant EPOCH = Instant.parse("2026-11-22T19:00:00Z");

  @Test
  void tellsWhatItWasTold() {
    Recording recording = new Recording("press-01", 100);
    recording.interval(0, S);
    recording.answered(S, 4_213_000, 5_100_000);
    recording.answeredUntimed(2 * S);
    recording.failed(3 * S, 800_000_000, ErrorClass.RequestTimeout);
    recording.missed(4 * S);
    recording.error(5 * S, ErrorClass.Refused);
    recording.pdus(6 * S, 3, 1);
    recording.heartbeat(7 * S, true);
    recording.reconnected(8 * S);
    recording.tagAge(9 * S, 1_200_000_000, S);
    recording.reset(10 * S);
    recording.judged(11 * S, new Findings(true, false, true, false));
    assertThat(text(recording)).hasToString("""
        2026-11-22T19:00:00.000000Z press-01 interval every=1000ms
        2026-11-22T19:00:01.000000Z press-01 answered ack=4.213ms read=5.1ms
        2026-11-22T19:00:02.000000Z press-01 answered-untimed
        2026-11-22T19:00:03.000000Z press-01 failed waited=800ms class=RequestTimeout
        2026-11-22T19:00:04.000000Z press-01 missed
        2026-11-22T19:00:05.000000Z press-01 error class=Refused
        2026-11-22T19:00:06.000000Z press-01 pdus sent=3 dropped=1
        2026-11-22T19:00:07.000000Z press-01 heartbeat answered=true
        2026-11-22T19:00:08.000000Z press-01 reconnected
        2026-11-22T19:00:09.000000Z press-01 tag-age age=1200ms every=1000ms
        2026-11-22T19:00:10.000000Z press-01 reset
        2026-11-22T19:00:11.000000Z press-01 judged unreachable=true lifeSignFrozen=true
        """);
  }

  @Test
  void forgetsTheOldestButNotHowOftenItIsRead() {
    Recording recording = new Recording("press-01", 3);
    recording.interval(0, 2 * S);
    recording.judged(0, Findings.NONE);
    for (int i = 1; i <= 5; i++) recording.missed(i * S);
    assertThat(text(recording)).hasToString("""
        2026-11-22T19:00:04.000000Z press-01 interval every=2000ms
        2026-11-22T19:00:04.000000Z press-01 missed
        2026-11-22T19:00:05.000000Z press-01 missed
        """);
  }

  /** What is read while it is written is a piece of what was written, without a gap and without a mixture. */
  @Test
  void mayBeReadWhileItIsWritten() throws InterruptedException {
    Recording recording = new Recording("press-01", 64);
    CountDownLatch done = new CountDownLatch(1);
    Thread writer = Thread.ofPlatform().start(() -> {
      for (int i = 1; done.getCount() > 0; i = i % 1_000_000 + 1) recording.pdus(i, i, i);
    });
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = text(recording);
      List<long[]> pdus = text.toString().lines().filter(line -> line.contains(" pdus ")).map(RecordingTest::numbers).toList();
      for (int i = 0; i < pdus.size(); i++) {
        assertThat(pdus.get(i)[0]).as("one event in itself").isEqualTo(pdus.get(i)[1]);
        if (i > 0) assertThat(pdus.get(i)[0]).as("one after the other").isEqualTo(pdus.get(i - 1)[0] % 1_000_000 + 1);
      }
    }
    done.countDown();
    writer.join();
  }

  /** Whoever looks makes it judged: the operator every two seconds, a Prometheus besides. */
  @Test
  void reachesBackAsFarAsDeclaredHoweverSeldomItIsRead() throws IOException {
    for (long interval : new long[] {S / 4, S, 15 * S, 60 * S}) {
      Recordings recordings = new Recordings(Duration.ofMinutes(15));
      recordings.epoch(EPOCH);
      LinkEvents recorder = Objects.requireNonNull(recordings.begin("uid", "press-01", interval));
      for (long now = 0; now < 1800 * S; now += S / 4) {
        if (now % interval == 0) {
          recorder.answered(now, S / 50, S / 50);
          recorder.pdus(now, 1, 0);
          recorder.tagAge(now, interval, interval);
        }
        if (now % S == 0) recorder.judged(now, Findings.NONE);
      }
      String first = new String(new GZIPInputStream(new ByteArrayInputStream(recordings.packed())).readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).findFirst().orElseThrow();
      assertThat(Instant.parse(first.split(" ", -1)[0])).as("read every %d ms", interval / 1_000_000).isBefore(EPOCH.plusSeconds(901));
    }
  }

  @Test
  void isNotThereUnlessAskedFor() throws IOException {
    assertThat(new Recordings(Duration.ZERO).begin("uid", "press-01", S)).isNull();
    Recordings recordings = new Recordings(Duration.ofMinutes(1));
    recordings.epoch(EPOCH);
    Objects.requireNonNull(recordings.begin("uid-2", "press-02", S)).missed(S);
    Objects.requireNonNull(recordings.begin("uid-1", "press-01", S)).missed(S);
    Objects.requireNonNull(recordings.begin("uid-3", "press-03", S)).missed(S);
    recordings.end("uid-3");
    assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(recordings.packed())).readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(RecordingText.HEADING + "\n2026-11-22T19:00:01.000000Z press-01 missed\n2026-11-22T19:00:01.000000Z press-02 missed\n");
  }

  private static long[] numbers(String line) {
    String[] words = line.split("[ =]", -1);
    return new long[] {Long.parseLong(words[4]), Long.parseLong(words[6])};
  }

  private static StringBuilder text(Recording recording) {
    StringBuilder text = new StringBuilder();
    recording.tell(new RecordingText(text, recording.plc(), EPOCH));
    return text;
  }
}
