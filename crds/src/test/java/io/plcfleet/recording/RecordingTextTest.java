package io.plcfleet.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.LinkEvents;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTextTest {
  private static final Instant EPOCH = Instant.parse("2026-11-22T19:00:00Z");
  private static final long S = 1_000_000_000;
  private static final String WHOLE = """
      2026-11-22T19:00:00.000000Z press-01 interval every=1000ms
      2026-11-22T19:00:01.000000Z press-01 answered ack=4.213ms read=5.1ms
      2026-11-22T19:00:02.000000Z press-01 answered-untimed
      2026-11-22T19:00:03.000000Z press-01 failed waited=800ms class=RequestTimeout
      2026-11-22T19:00:04.000000Z press-01 missed
      2026-11-22T19:00:05.000000Z press-01 error class=Refused
      2026-11-22T19:00:06.000000Z press-01 pdus sent=3 dropped=1
      2026-11-22T19:00:07.000000Z press-01 heartbeat answered=false
      2026-11-22T19:00:08.000000Z press-01 reconnected
      2026-11-22T19:00:09.000000Z press-01 tag-age age=1200ms every=1000ms
      2026-11-22T19:00:10.000000Z press-01 reset
      2026-11-22T19:00:11.000000Z press-01 judged unreachable=true lifeSignFrozen=true
      """;

  @Test
  void everyEventIsALine() {
    StringBuilder text = new StringBuilder();
    everything(new RecordingText(text, "press-01", EPOCH));
    assertThat(text).hasToString(WHOLE);
    assertThat(WHOLE.lines().map(line -> line.split(" ", -1)[2]).distinct()).as("an event of LinkEvents is missing above")
        .hasSize(Arrays.stream(LinkEvents.class.getMethods()).map(Method::getName).collect(Collectors.toSet()).size());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    StringBuilder again = new StringBuilder();
    RecordingReader reader = new RecordingReader(plc -> new RecordingText(again, plc, Instant.EPOCH));
    (RecordingText.HEADING + "\n\n" + WHOLE).lines().forEach(reader::line);
    assertThat(again).hasToString(WHOLE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      yesterday press-01 missed                                        | Text 'yesterday' could not be parsed
      2026-11-22T19:00:00Z press-01                                     | time, PLC and event are needed
      2026-11-22T19:00:00Z press-01 slept                               | nobody knows the event "slept"
      2026-11-22T19:00:00Z press-01 answered ack=4ms                    | read= is needed
      2026-11-22T19:00:00Z press-01 answered ack=4s read=4ms            | ack=4s is not in ms
      2026-11-22T19:00:00Z press-01 failed waited=1ms class=Tired       | ErrorClass.Tired
      2026-11-22T19:00:00Z press-01 heartbeat answered=perhaps          | answered=perhaps is neither true nor false
      2026-11-22T19:00:00Z press-01 pdus 3                              | "3" is not name=value
      """)
  void aWrongLineIsNamed(String line, String why) {
    RecordingReader reader = new RecordingReader(plc -> new RecordingText(new StringBuilder(), plc, EPOCH));
    reader.line(RecordingText.HEADING);
    assertThatThrownBy(() -> reader.line(line)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: \"" + line + "\" is no line of a recording: ").hasMessageContaining(why);
  }

  private static void everything(LinkEvents link) {
    link.interval(0, S);
    link.answered(S, 4_213_000, 5_100_000);
    link.answeredUntimed(2 * S);
    link.failed(3 * S, 800_000_000, ErrorClass.RequestTimeout);
    link.missed(4 * S);
    link.error(5 * S, ErrorClass.Refused);
    link.pdus(6 * S, 3, 1);
    link.heartbeat(7 * S, false);
    link.reconnected(8 * S);
    link.tagAge(9 * S, 1_200_000_000, S);
    link.reset(10 * S);
    link.judged(11 * S, new Findings(true, false, true, false));
  }
}
