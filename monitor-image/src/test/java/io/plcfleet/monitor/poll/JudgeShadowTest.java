package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Profile.Decay;
import io.plcfleet.scoring.Reason;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A profile of other windows, tried beside one judge; another judge for which it counts is told the same, and must say the same. */
class JudgeShadowTest {
  private static final long SECOND = 1_000_000_000;
  private static final long FAST = 3_000_000;
  private static final Profile LIVE = Profile.standard();
  private static final Profile TRIED =
      new Profile(Duration.ofMinutes(1), Decay.NONE, LIVE.formula(), LIVE.grades(), LIVE.hysteresis(), LIVE.actions());

  private long now = 5 * SECOND;
  private final Judge judge = new Judge(LIVE, SECOND, _ -> {}, now);
  private final Judge counting = new Judge(TRIED, SECOND, _ -> {}, now);

  @Test
  void saysWhatWouldHaveBeenSaid() {
    judge.tryBeside(TRIED);
    fails(5);
    each(j -> j.answered(now, FAST, FAST, true));
    answers(90, FAST);
    answers(30, 180_000_000);
    fails(1);
    answers(20, FAST);
    assertThat(assertSame().score()).isNotEqualTo(judge.assessment(now).score());
    fails(4);
    assertThat(assertSame().reason()).isEqualTo(Reason.Unreachable);
    answers(150, FAST);
    each(j -> j.found(now, true, false));
    assertThat(assertSame().reason()).isEqualTo(Reason.CpuStopped);
    each(j -> j.found(now, false, true));
    assertThat(assertSame().reason()).isEqualTo(Reason.LifeSignFrozen);
    each(j -> j.found(now, false, false));
    answers(70, FAST);
    each(j -> j.maintained(true, now));
    assertThat(assertSame().reason()).isEqualTo(Reason.Maintenance);
    fails(30);
    each(j -> j.maintained(false, now));
    answers(5, FAST);
    assertThat(assertSame().score()).isEqualTo(100);
    each(j -> j.startOver(now));
    assertThat(assertSame().reason()).isEqualTo(Reason.WarmingUp);
    answers(5, FAST);
    assertSame();
  }

  @Test
  void anotherIntervalIsOneForBoth() {
    judge.tryBeside(TRIED);
    each(j -> j.answered(now, FAST, FAST, true));
    answers(30, FAST);
    judge.use(LIVE, 10 * SECOND, now);
    counting.use(TRIED, 10 * SECOND, now);
    for (int i = 0; i < 12; i++) {
      now += 9 * SECOND;
      answers(1, i % 3 == 0 ? 150_000_000 : FAST);
    }
    assertSame();
  }

  /** As when a rollout ends: what was tried counts, and nothing is tried any more. */
  @Test
  void isOverWhenItsProfileCounts() {
    judge.tryBeside(TRIED);
    each(j -> j.answered(now, FAST, FAST, true));
    answers(30, FAST);
    judge.use(TRIED, SECOND, now);
    judge.tryBeside(null);
    for (int i = 0; i < 30; i++) {
      now += SECOND;
      each(j -> j.answered(now, FAST, FAST, false));
    }
    assertThat(judge.beside()).isNull();
    assertThat(judge.assessment(now)).hasToString(counting.assessment(now).toString());
  }

  private Assessment assertSame() {
    Assessment beside = Objects.requireNonNull(judge.beside());
    assertThat(beside).hasToString(counting.assessment(now).toString());
    return beside;
  }

  private void answers(int times, long ackNanos) {
    for (int i = 0; i < times; i++) {
      now += SECOND;
      each(j -> j.requests(now, 1, 0));
      each(j -> j.answered(now, ackNanos, ackNanos, false));
      assertSame();
    }
  }

  private void fails(int times) {
    for (int i = 0; i < times; i++) {
      now += SECOND;
      each(j -> j.failed(now, 0, ErrorClass.Refused));
      assertSame();
    }
  }

  private void each(Consumer<Judge> what) {
    what.accept(judge);
    what.accept(counting);
  }
}
