package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plcfleet.scoring.Profile.Decay;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A profile that is tried beside the one that counts. */
final class ShadowTest {
  private static final Profile MINUTE = windows(Duration.ofMinutes(1), Decay.STANDARD);
  private static final Profile UNDECAYED = windows(ScorerTest.THREE.window(), Decay.NONE);

  @Test
  void judgesTheSameSamplesByOtherRules() {
    TestLink link = new TestLink();
    Shadow shadow = link.tries(ScorerTest.THREE);
    for (int i = 0; i < 60; i++) {
      link.answers(1, 160);
      shadow.assess(link.scorer, Findings.NONE, link.now);
    }
    assertThat(shadow.own()).as("its windows are those of the profile that counts").isNull();
    assertThat(link.assess().score()).as("half of 15 points").isEqualTo(92.5);
    assertThat(shadow.score()).as("half of 30 points").isEqualTo(85);
    assertThat(link.scorer.grade()).isEqualTo(Grade.Healthy);
    assertThat(shadow.assessment().grade()).isEqualTo(Grade.Warning);
    assertThat(shadow.assessment().explanation()).containsExactly("ACK P95 160 ms costs 15 of 30 points (good <= 120 ms, bad >= 200 ms)");
  }

  /** Two minutes after the last failure a window of one minute has forgotten it, and one of five has not. */
  @Test
  void looksThroughItsOwnWindow() {
    TestLink link = new TestLink(ScorerTest.THREE, 1000);
    Shadow shadow = link.tries(MINUTE);
    link.answers(60, 20);
    link.isRefused(20);
    for (int i = 0; i < 120; i++) {
      link.answers(1, 20);
      shadow.assess(link.scorer, Findings.NONE, link.now);
    }
    assertThat(link.scorer.measured(SignalName.SuccessRatio)).isLessThan(0.95);
    assertThat(shadow.assessment().measured(SignalName.SuccessRatio)).isEqualTo(1);
  }

  /** It begins with what is remembered: it need not wait until its windows are full. */
  @Test
  void beginsWithWhatIsRemembered() {
    TestLink link = new TestLink(ScorerTest.THREE, 1000);
    link.answers(50, 20);
    link.isRefused(10);
    link.answers(40, 20);
    Shadow shadow = link.tries(UNDECAYED);
    shadow.assess(link.scorer, Findings.NONE, link.now);
    assertThat(shadow.assessment().measured(SignalName.SuccessRatio)).as("without decay").isCloseTo(0.9, within(0.001));
    assertThat(link.scorer.measured(SignalName.SuccessRatio)).isLessThan(0.9);
  }

  @Test
  void needsAHistoryOfItsOwnOnlyWhileTheWindowsDiffer() {
    TestLink link = new TestLink(ScorerTest.THREE, 1000);
    link.answers(50, 20);
    Shadow shadow = Shadow.of(MINUTE, ScorerTest.THREE, link.history, 1_000_000_000);
    assertThat(shadow.own()).isNotNull();
    assertThat(shadow.beside(UNDECAYED, link.history, 1_000_000_000)).isSameAs(shadow);
    Shadow after = shadow.beside(MINUTE, link.history, 1_000_000_000);
    assertThat(after.own()).isNull();
    assertThat(after.beside(ScorerTest.THREE, link.history, 1_000_000_000).own()).isNotNull();
  }

  /** A shadow of the same profile is the live score, whatever happens; so what a shadow says is what would have been said. */
  @Property
  void saysWhatItWouldSayAlone(@ForAll("stories") List<Integer> story) {
    play(story, ScorerTest.THREE);
  }

  @Property
  void saysItThroughAnotherWindowToo(@ForAll("stories") List<Integer> story) {
    play(story, MINUTE);
  }

  @Property
  void saysItWithAnotherDecayToo(@ForAll("stories") List<Integer> story) {
    play(story, UNDECAYED);
  }

  private static void play(List<Integer> story, Profile tried) {
    TestLink link = new TestLink(ScorerTest.THREE, 1000);
    Shadow shadow = link.tries(tried);
    TestLink alone = new TestLink(tried, 1000);
    for (int step : story) {
      step(link, step);
      Assessment expected = step(alone, step);
      shadow.assess(link.scorer, link.findings, link.now);
      assertThat(shadow.assessment()).hasToString(expected.toString());
    }
  }

  private static Assessment step(TestLink link, int step) {
    link.unreachable(step == 7);
    link.findings = step == 8 ? new Findings(false, true, false, false) : step == 9 ? new Findings(false, false, false, true) : link.findings;
    return step < 5 ? link.answers(1, 20 + 60 * step) : step == 5 ? link.timesOut(1, 800) : link.isRefused(1);
  }

  @Provide
  Arbitrary<List<Integer>> stories() {
    return Arbitraries.integers().between(0, 9).list().ofMinSize(20).ofMaxSize(120);
  }

  private static Profile windows(Duration window, Decay decay) {
    Profile three = ScorerTest.THREE;
    return new Profile(window, decay, three.formula(), three.grades(), three.hysteresis(), three.actions());
  }
}
