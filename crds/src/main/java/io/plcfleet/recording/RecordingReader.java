package io.plcfleet.recording;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.LinkEvents;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads what {@link RecordingText} wrote, line by line. Times become nanoseconds since {@link Instant#EPOCH}. */
public final class RecordingReader {
  private static final int TIME = 0;
  private static final int PLC = 1;
  private static final int EVENT = 2;
  private static final String UNIT = "ms";

  private final Function<String, LinkEvents> plcs;
  private int number;

  /** @param plcs who is told what happens on a PLC, by its name */
  public RecordingReader(Function<String, LinkEvents> plcs) {
    this.plcs = plcs;
  }

  /**
   * The next line of the recording; comments and empty lines are passed over.
   *
   * @throws IllegalArgumentException with number and text of a line that is none of a recording
   */
  public void line(String line) {
    number++;
    if (line.isBlank() || line.startsWith("#")) return;
    String[] words = line.trim().split(" +", -1);
    try {
      if (words.length <= EVENT) throw new IllegalArgumentException("time, PLC and event are needed");
      Duration time = Duration.between(Instant.EPOCH, Instant.parse(words[TIME]));
      tell(plcs.apply(words[PLC]), time.toNanos(), words[EVENT], new Fields(words));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("line " + number + ": \"" + line + "\" is no line of a recording: " + e.getMessage(), e);
    }
  }

  private static void tell(LinkEvents link, long now, String event, Fields fields) {
    switch (event) {
      case "answered" -> link.answered(now, fields.nanos("ack"), fields.nanos("read"));
      case "answered-untimed" -> link.answeredUntimed(now);
      case "failed" -> link.failed(now, fields.nanos("waited"), fields.errorClass());
      case "missed" -> link.missed(now);
      case "error" -> link.error(now, fields.errorClass());
      case "pdus" -> link.pdus(now, fields.number("sent"), fields.number("dropped"));
      case "heartbeat" -> link.heartbeat(now, fields.is("answered"));
      case "reconnected" -> link.reconnected(now);
      case "tag-age" -> link.tagAge(now, fields.nanos("age"), fields.nanos("every"));
      case "reset" -> link.reset(now);
      case "judged" -> link.judged(now, new Findings(fields.has("unreachable"), fields.has("cpuStopped"), fields.has("lifeSignFrozen"), fields.has("maintenance")));
      case "interval" -> link.interval(now, fields.nanos("every"));
      default -> throw new IllegalArgumentException("nobody knows the event \"" + event + "\"");
    }
  }

  /** The words {@code name=value} of a line. */
  private static final class Fields {
    private final Map<String, String> values = new HashMap<>();

    Fields(String[] words) {
      for (int i = EVENT + 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals < 1) throw new IllegalArgumentException("\"" + words[i] + "\" is not name=value");
        values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
      }
    }

    String text(String name) {
      String value = values.get(name);
      if (value == null) throw new IllegalArgumentException(name + "= is needed");
      return value;
    }

    int number(String name) {
      return Integer.parseInt(text(name));
    }

    /** Absent is false. */
    boolean has(String name) {
      return values.containsKey(name) && is(name);
    }

    boolean is(String name) {
      return switch (text(name)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException(name + "=" + text(name) + " is neither true nor false");
      };
    }

    long nanos(String name) {
      String value = text(name);
      if (!value.endsWith(UNIT)) throw new IllegalArgumentException(name + "=" + value + " is not in ms");
      return new BigDecimal(value.substring(0, value.length() - UNIT.length())).movePointRight(6).longValueExact();
    }

    ErrorClass errorClass() {
      return ErrorClass.valueOf(text("class"));
    }
  }
}
