package io.plcfleet.operator.rollout;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When Plcs may get a change. Without any window they may at all times.
 *
 * <p>Windows are local times: on the day when clocks go forward, what would begin in the hour that is left out begins after it; on the day when
 * they go back, a window that ends within the hour that comes twice ends the second time.
 */
record Windows(List<Window> windows) {
  private static final int WEEK = 7;

  /** One time that a window is open: from the one, to just before the other. */
  private record Opening(Instant from, Instant to) {
    boolean contains(Instant now) {
      return !now.isBefore(from) && now.isBefore(to);
    }
  }

  boolean open(Instant now) {
    return windows.isEmpty() || openings(now).anyMatch(o -> o.contains(now));
  }

  /** When the next window opens, after now; absent without windows. */
  @Nullable Instant opens(Instant now) {
    return openings(now).map(Opening::from).filter(from -> from.isAfter(now)).min(Comparator.naturalOrder()).orElse(null);
  }

  /** When no window is open any more, of those that are now or follow without a gap; absent when that is not within a week. */
  @Nullable Instant closes(Instant now) {
    List<Opening> all = openings(now).sorted(Comparator.comparing(Opening::from)).toList();
    Instant end = now;
    for (Opening opening : all) {
      if (opening.contains(end)) end = opening.to();
    }
    return end.equals(now) || end.isAfter(now.plusSeconds(WEEK * 86_400L)) ? null : end;
  }

  /** From yesterday's, which may last until today, to those of a week on. */
  private Stream<Opening> openings(Instant now) {
    return windows.stream().flatMap(window -> {
      LocalDate today = now.atZone(window.zone()).toLocalDate();
      return IntStream.rangeClosed(-1, WEEK + 1).mapToObj(today::plusDays).filter(day -> window.days().contains(day.getDayOfWeek()))
          .map(day -> opening(window, day)).filter(o -> o.from().isBefore(o.to()));
    });
  }

  private static Opening opening(Window window, LocalDate day) {
    LocalDate last = window.to().isAfter(window.from()) ? day : day.plusDays(1);
    return new Opening(ZonedDateTime.of(day, window.from(), window.zone()).toInstant(),
        ZonedDateTime.of(last, window.to(), window.zone()).withLaterOffsetAtOverlap().toInstant());
  }
}
