package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;

/** What must hold for every link, whatever happens to it. */
final class ScorerPropertyTest {
  private static final double ROUNDING = 1e-3; // the sums of outcomes are floats
  private static final long TIMEOUT = 800;

  @Property
  void scoreAndPointsAddUp(@ForAll("turns") List<Turn> turns) {
    TestLink link = new TestLink();
    for (Turn turn : turns) {
      Assessment now = turn.on(link);
      if (now.scored()) {
        double lost = 0;
        for (SignalName signal : SignalName.values()) {
          lost += Double.isNaN(now.pointsLost(signal)) ? 0 : now.pointsLost(signal);
        }
        assertThat(now.score()).isBetween(0.0, 100.0);
        assertThat(now.score() + lost).isBetween(100 - 1e-9, 100 + 1e-9);
        assertThat(now.explanation()).hasSizeLessThanOrEqualTo(3);
      }
      assertThat(now.scored()).isEqualTo(now.grade() != Grade.Unknown);
    }
  }

  /** One further failure beside each read that has some, everything else the same. */
  @Property
  void moreFailuresNeverRaiseTheScore(@ForAll("turns") List<Turn> turns) {
    TestLink link = warm();
    TestLink worse = warm();
    for (Turn turn : turns) {
      turn.failsMore().onHistory(worse);
      double scoreOfWorse = turn.on(worse).score();
      assertThat(scoreOfWorse).isLessThanOrEqualTo(turn.on(link).score() + ROUNDING);
    }
  }

  /**
   * The same reads from the first one on, some of which fail that were answered: samples go missing. All answers take as long, so missing
   * ones prove nothing. Only while its first score is doubted may the link that fails more be without one while the other has it.
   */
  @Property
  void aLinkThatFailsMoreNeverScoresHigher(@ForAll("turns") List<Turn> turns, @ForAll @DoubleRange(min = 1, max = 300) double rttMillis) {
    TestLink link = new TestLink();
    TestLink worse = new TestLink();
    Doubt doubt = new Doubt();
    for (Turn turn : turns) {
      Turn same = turn.withRtt(rttMillis);
      Assessment ofWorse = same.orFails().on(worse);
      Assessment ofLink = same.on(link);
      boolean mayBeUnknown = doubt.lasts(ofWorse, worse.now);
      if (ofWorse.scored()) {
        assertThat(ofLink.scored()).isTrue();
        assertThat(ofWorse.score()).isLessThanOrEqualTo(ofLink.score() + ROUNDING);
      } else if (ofLink.scored()) {
        assertThat(mayBeUnknown).as("%s beside %s", ofWorse, ofLink).isTrue();
      }
    }
  }

  /** By the linear formula as well, as soon as both have a score. By stability see below. */
  @Property
  void norDoesItByTheLinearFormula(@ForAll("turns") List<Turn> turns, @ForAll @DoubleRange(min = 1, max = 300) double rttMillis) {
    TestLink link = new TestLink(LinearTest.profile(Linear.standard()), 1000);
    TestLink worse = new TestLink(LinearTest.profile(Linear.standard()), 1000);
    for (Turn turn : turns) {
      Turn same = turn.withRtt(rttMillis);
      Assessment ofWorse = same.orFails().on(worse);
      Assessment ofLink = same.on(link);
      if (ofWorse.scored()) {
        assertThat(ofLink.scored()).isTrue();
        assertThat(ofWorse.score()).isLessThanOrEqualTo(ofLink.score() + 10 * ROUNDING);
      }
    }
  }

  /**
   * Stability asks how links fail, not how often, so here answers are not failures instead but missing. Samples that never were there give
   * nothing either: there is no score before four answers were timed.
   */
  @Property
  void norDoesItByStabilityWhereAnswersAreMissing(@ForAll("turns") List<Turn> turns, @ForAll @DoubleRange(min = 1, max = 300) double rttMillis) {
    TestLink link = new TestLink(LinearTest.profile(Stability.standard()), 1000);
    TestLink worse = new TestLink(LinearTest.profile(Stability.standard()), 1000);
    int timed = 0;
    for (Turn turn : turns) {
      Turn same = turn.withRtt(rttMillis);
      Turn less = same.kind() == Kind.Answer && same.extra() != Kind.Answer ? same.withKind(Kind.Nothing) : same;
      timed += less.kind() == Kind.Answer ? 1 : 0;
      Assessment ofWorse = less.on(worse);
      Assessment ofLink = same.on(link);
      if (ofWorse.scored()) {
        assertThat(timed).isGreaterThanOrEqualTo(4);
        assertThat(ofLink.scored()).isTrue();
        // the spread of equal times is the root of a difference of such sums
        assertThat(ofWorse.score()).isLessThanOrEqualTo(ofLink.score() + 100 * ROUNDING);
      }
    }
  }

  /** Whatever it does, slow, lossy, lost and found again: from its fourth read on it is Unknown for ten seconds at most, and only once. */
  @Property
  void noLinkHidesBehindDoubt(@ForAll("turns") List<Turn> turns) {
    TestLink link = new TestLink();
    Doubt doubt = new Doubt();
    int reads = 0;
    for (Turn turn : turns) {
      link.unreachable(turn.extra() == Kind.Refusal);
      Assessment now = turn.orFails().on(link);
      reads += turn.kind() == Kind.Nothing ? 0 : 1;
      boolean mayBeUnknown = reads < 4 || doubt.lasts(now, link.now);
      if (!mayBeUnknown) {
        assertThat(now.scored()).as(now.toString()).isTrue();
      }
    }
  }

  @Property
  void withoutAnAnswerNoScoreRises(@ForAll("turns") List<Turn> past, @ForAll("turns") List<Turn> turns) {
    TestLink link = warm();
    past.forEach(turn -> turn.on(link));
    double score = link.assess().score();
    for (Turn turn : turns) {
      double next = (turn.kind() == Kind.Answer ? turn.withKind(Kind.Nothing) : turn).on(link).score();
      assertThat(next).isLessThanOrEqualTo(score + ROUNDING);
      score = next;
    }
  }

  @Property
  void theSameStoryGivesTheSameResult(@ForAll("turns") List<Turn> turns) {
    TestLink one = new TestLink();
    TestLink other = new TestLink();
    for (Turn turn : turns) {
      assertThat(turn.on(one)).hasToString(turn.on(other).toString());
    }
  }

  /** When the first score of a link may be held back. Seen from outside: by what is measured, and by when. */
  private static final class Doubt {
    private static final long LONGEST = Profile.standard().hysteresis().worseAfter().toNanos();

    private boolean begun;
    private boolean over;
    private long since;

    /** Also true in the warm-up, that is before the success ratio with its 50 points is known. */
    boolean lasts(Assessment assessment, long now) {
      if (Double.isNaN(assessment.measured(SignalName.SuccessRatio))) {
        return true;
      }
      if (!begun) {
        begun = true;
        since = now;
      }
      boolean lasts = !over && now - since < LONGEST;
      over |= assessment.scored();
      return lasts;
    }
  }

  enum Kind { Answer, Timeout, Refusal, Nothing }

  /** @param extra what else fails at the same time on the worse link, or what becomes of an answer there */
  record Turn(int afterMillis, Kind kind, double rttMillis, Kind extra) {
    Assessment on(TestLink link) {
      link.now += afterMillis * TestLink.MILLI;
      onHistory(link);
      return link.assess();
    }

    void onHistory(TestLink link) {
      switch (kind) {
        case Answer -> link.hears(rttMillis);
        case Timeout -> link.fails(TIMEOUT);
        case Refusal -> link.fails(0);
        case Nothing -> { }
      }
    }

    Turn failsMore() {
      return withKind(extra == Kind.Answer ? Kind.Nothing : extra);
    }

    Turn orFails() {
      return kind == Kind.Answer ? withKind(extra) : this;
    }

    Turn withKind(Kind other) {
      return new Turn(afterMillis, other, rttMillis, extra);
    }

    Turn withRtt(double millis) {
      return new Turn(afterMillis, kind, millis, extra);
    }
  }

  /** Some worse links fail now and then, others nearly always: only there samples become too few. */
  @Provide
  Arbitrary<List<Turn>> turns() {
    return Arbitraries.of(1, 3, 30).flatMap(howBad -> {
      Arbitrary<Kind> mostlyAnswers = kinds(24, 2, 1, 1);
      Arbitrary<Kind> extra = kinds(4, 1, howBad, 0);
      return Combinators.combine(Arbitraries.integers().between(1000, 6000), mostlyAnswers, Arbitraries.doubles().between(0.1, 400), extra)
          .as(Turn::new).list().ofMinSize(50).ofMaxSize(150);
    });
  }

  private static Arbitrary<Kind> kinds(int answers, int timeouts, int refusals, int nothings) {
    return Arbitraries.frequency(Tuple.of(answers, Kind.Answer), Tuple.of(timeouts, Kind.Timeout),
        Tuple.of(refusals, Kind.Refusal), Tuple.of(nothings, Kind.Nothing));
  }

  private static TestLink warm() {
    TestLink link = new TestLink(Profile.standard(), 500); // room for the further failures
    link.answers(20, 3);
    return link;
  }
}
