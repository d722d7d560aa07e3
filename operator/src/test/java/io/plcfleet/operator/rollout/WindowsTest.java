package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WindowsTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

  @Test
  void withoutWindowsItIsOpenAtAllTimes() {
    Windows none = new Windows(List.of());
    assertThat(none.open(Instant.EPOCH)).isTrue();
    assertThat(none.opens(Instant.EPOCH)).isNull();
    assertThat(none.closes(Instant.EPOCH)).isNull();
  }

  @Test
  void itOpensAndClosesByTheClockOnTheWall() {
    Windows early = new Windows(List.of(new Window(EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), LocalTime.of(6, 0), LocalTime.of(14, 0), VIENNA)));
    assertThat(early.open(at("2026-11-23T04:59:59Z"))).isFalse();
    assertThat(early.open(at("2026-11-23T05:00:00Z"))).isTrue();
    assertThat(early.open(at("2026-11-23T12:59:59Z"))).isTrue();
    assertThat(early.open(at("2026-11-23T13:00:00Z"))).isFalse();
    assertThat(early.closes(at("2026-11-23T05:00:00Z"))).isEqualTo(at("2026-11-23T13:00:00Z"));
    assertThat(early.closes(at("2026-11-23T13:00:00Z"))).isNull();
    assertThat(early.opens(at("2026-11-23T13:00:00Z"))).isEqualTo(at("2026-11-24T05:00:00Z"));
    assertThat(early.opens(at("2026-11-24T13:00:00Z"))).isEqualTo(at("2026-11-30T05:00:00Z"));
    assertThat(early.opens(at("2026-11-24T05:00:00Z"))).as("it has opened now: the next time").isEqualTo(at("2026-11-30T05:00:00Z"));
  }

  @Test
  void aWindowOverMidnightBelongsToTheDayOnWhichItBegins() {
    Windows night = new Windows(List.of(new Window(EnumSet.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("UTC"))));
    assertThat(night.open(at("2026-11-22T21:59:00Z"))).isFalse();
    assertThat(night.open(at("2026-11-22T23:00:00Z"))).isTrue();
    assertThat(night.open(at("2026-11-23T05:59:00Z"))).as("Monday morning").isTrue();
    assertThat(night.open(at("2026-11-23T23:00:00Z"))).as("Monday night").isFalse();
  }

  @Test
  void windowsThatFollowEachOtherAreOne() {
    Window early = new Window(DAILY, LocalTime.of(6, 0), LocalTime.of(14, 0), VIENNA);
    Window late = new Window(DAILY, LocalTime.of(14, 0), LocalTime.of(22, 0), VIENNA);
    assertThat(new Windows(List.of(late, early)).closes(at("2026-11-23T06:00:00Z"))).isEqualTo(at("2026-11-23T21:00:00Z"));
  }

  @Test
  void roundTheClockNeverCloses() {
    Windows always = new Windows(List.of(new Window(DAILY, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, VIENNA)));
    assertThat(always.open(at("2026-11-23T23:00:00Z"))).isTrue();
    assertThat(always.closes(at("2026-11-23T23:00:00Z"))).isNull();
  }

  @Test
  void whatWouldBeginInTheHourThatIsLeftOutBeginsAfterIt() {
    Windows night = new Windows(List.of(new Window(DAILY, LocalTime.of(2, 30), LocalTime.of(5, 0), VIENNA)));
    assertThat(night.opens(at("2026-03-29T00:00:00Z"))).as("02:30 does not exist, 03:30 does").isEqualTo(at("2026-03-29T01:30:00Z"));
    assertThat(night.closes(at("2026-03-29T02:00:00Z"))).isEqualTo(at("2026-03-29T03:00:00Z"));
  }

  @Test
  void whatEndsInTheHourThatComesTwiceEndsTheSecondTime() {
    Windows night = new Windows(List.of(new Window(DAILY, LocalTime.of(1, 0), LocalTime.of(2, 30), VIENNA)));
    assertThat(night.open(at("2026-10-25T00:45:00Z"))).as("02:45, for the first time").isTrue();
    assertThat(night.closes(at("2026-10-24T23:30:00Z"))).isEqualTo(at("2026-10-25T01:30:00Z"));
    assertThat(night.open(at("2026-10-25T01:45:00Z"))).as("02:45, for the second time").isFalse();
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }
}
