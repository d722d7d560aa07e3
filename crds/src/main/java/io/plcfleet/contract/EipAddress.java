package io.plcfleet.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a tag in a Logix controller, as {@code Temperature}, {@code Motor[3].Speed} or {@code Program:Main.Life}. The operator refuses by it
 * what the monitor could not read.
 */
public record EipAddress(List<Part> parts) {
  private static final Pattern PART = Pattern.compile("((?:Program:)?[A-Za-z_][A-Za-z0-9_]{0,39})(?:\\[(\\d{1,10}(?:,\\d{1,10}){0,2})])?");
  private static final long LAST_INDEX = 0xFFFF_FFFFL;

  /** A name between two dots, and the element of an array. */
  public record Part(String name, List<Long> indexes) {}

  /** @throws IllegalArgumentException with what is wrong, and the way out */
  public static EipAddress of(String text) {
    List<Part> parts = new ArrayList<>();
    for (String each : text.split("\\.", -1)) {
      Matcher matcher = PART.matcher(each);
      if (!matcher.matches() || (!parts.isEmpty() && matcher.group(1).startsWith("Program:"))) {
        throw new IllegalArgumentException("\"" + text + "\" is not a Logix tag; expected for example Temperature, Motor[3].Speed or Program:Main.Life");
      }
      List<Long> indexes = matcher.group(2) == null ? List.of() : Stream.of(matcher.group(2).split(",", -1)).map(Long::valueOf).toList();
      if (indexes.stream().anyMatch(i -> i > LAST_INDEX)) throw new IllegalArgumentException("\"" + text + "\" has an index beyond " + LAST_INDEX);
      parts.add(new Part(matcher.group(1), indexes));
    }
    return new EipAddress(List.copyOf(parts));
  }
}
