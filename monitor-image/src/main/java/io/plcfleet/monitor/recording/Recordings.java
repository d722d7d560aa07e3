package io.plcfleet.monitor.recording;

import io.plcfleet.recording.RecordingText;
import io.plcfleet.scoring.LinkEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The recordings of all PLCs that are read. */
public final class Recordings {
  private static final int EVENTS_PER_READ = 3;  // its answer, its requests, the age of its tags
  private static final int EVENTS_PER_SECOND = 1;  // judgements: of reads, of scrapes, of the operator's looks, each at most a second after the last
  private static final int FEWEST = 256;
  private static final int MOST = 50_000;  // 1 MB; who polls faster than every 55 ms has less than 15 minutes

  private final Duration reach;
  private final Map<String, Recording> recordings = new ConcurrentHashMap<>();  // by uid
  private volatile Instant epoch = Instant.EPOCH;

  /** @param reach how far back recordings go; zero: nothing is recorded */
  public Recordings(Duration reach) {
    this.reach = reach;
  }

  /** Where the events of a PLC that is about to be read are told; absent when nothing is recorded. */
  public @Nullable LinkEvents begin(String uid, String plc, long pollIntervalNanos) {
    if (reach.isZero()) return null;
    long events = reach.toNanos() / pollIntervalNanos * EVENTS_PER_READ + reach.toSeconds() * EVENTS_PER_SECOND;
    Recording recording = new Recording(plc, (int) Math.clamp(events, FEWEST, MOST));
    recordings.put(uid, recording);
    return recording;
  }

  /** A PLC is not read any more: its recording goes with it. */
  public void end(String uid) {
    recordings.remove(uid);
  }

  /** What time of day it was when the loop's clock showed 0; told again and again. */
  public void epoch(Instant timeOfDay) {
    epoch = timeOfDay;
  }

  public boolean off() {
    return reach.isZero();
  }

  /** All of it as text, packed. Any thread; nobody waits for it. */
  public byte[] packed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write((RecordingText.HEADING + "\n").getBytes(StandardCharsets.UTF_8));
      List<Recording> all = recordings.values().stream().sorted(Comparator.comparing(Recording::plc)).toList();
      for (Recording recording : all) {  // one at a time: the text of one PLC is all that is held unpacked
        StringBuilder text = new StringBuilder();
        recording.tell(new RecordingText(text, recording.plc(), epoch));
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
