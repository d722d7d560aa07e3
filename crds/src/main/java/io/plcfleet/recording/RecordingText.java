package io.plcfleet.recording;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.LinkEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes what happens on one link as lines of text, to the microsecond.
 *
 * <pre>
 *   # plcfleet recording 1: time, PLC, what happened
 *   2026-11-22T19:00:00.123456Z press-01 interval every=1000ms
 *   2026-11-22T19:00:00.123456Z press-01 answered ack=4.213ms read=5.1ms
 *   2026-11-22T19:00:01.923456Z press-01 failed waited=800ms class=RequestTimeout
 * </pre>
 */
public final class RecordingText implements LinkEvents {
  public static final String HEADING = "# plcfleet recording 1: time, PLC, what happened";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int MICROS_SCALE = 3;

  private final StringBuilder text;
  private final String plc;
  private final Instant epoch;

  /**
   * @param text to write to
   * @param epoch the wall clock's time when the events' clock showed 0
   */
  public RecordingText(StringBuilder text, String plc, Instant epoch) {
    this.text = text;
    this.plc = plc;
    this.epoch = epoch;
  }

  @Override
  public void answered(long now, long ackNanos, long readNanos) {
    line(now, "answered ack=" + millis(ackNanos) + " read=" + millis(readNanos));
  }

  @Override
  public void answeredUntimed(long now) {
    line(now, "answered-untimed");
  }

  @Override
  public void failed(long now, long waitedNanos, ErrorClass errorClass) {
    line(now, "failed waited=" + millis(waitedNanos) + " class=" + errorClass);
  }

  @Override
  public void missed(long now) {
    line(now, "missed");
  }

  @Override
  public void error(long now, ErrorClass errorClass) {
    line(now, "error class=" + errorClass);
  }

  @Override
  public void pdus(long now, int sent, int dropped) {
    line(now, "pdus sent=" + sent + " dropped=" + dropped);
  }

  @Override
  public void heartbeat(long now, boolean answered) {
    line(now, "heartbeat answered=" + answered);
  }

  @Override
  public void reconnected(long now) {
    line(now, "reconnected");
  }

  @Override
  public void tagAge(long now, long ageNanos, long intervalNanos) {
    line(now, "tag-age age=" + millis(ageNanos) + " every=" + millis(intervalNanos));
  }

  @Override
  public void reset(long now) {
    line(now, "reset");
  }

  @Override
  public void judged(long now, Findings f) {
    line(now, "judged" + (f.unreachable() ? " unreachable=true" : "") + (f.cpuStopped() ? " cpuStopped=true" : "")
        + (f.lifeSignFrozen() ? " lifeSignFrozen=true" : "") + (f.maintenance() ? " maintenance=true" : ""));
  }

  @Override
  public void interval(long now, long pollIntervalNanos) {
    line(now, "interval every=" + millis(pollIntervalNanos));
  }

  private void line(long now, String event) {
    TIME.formatTo(epoch.plusNanos(now), text);
    text.append(' ').append(plc).append(' ').append(event).append('\n');
  }

  private static String millis(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, MICROS_SCALE).stripTrailingZeros().toPlainString() + "ms";
  }
}
