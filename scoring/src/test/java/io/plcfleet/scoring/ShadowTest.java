package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A profile that is tried beside the one that counts. */
final class ShadowTest {
  @Test
  void judgesTheSameSamplesByOtherRules() {
    TestLink link = new TestLink();
    Scorer shadow = new Scorer(ScorerTest.THREE);
    for (int i = 0; i < 60; i++) {
      link.answers(1, 160);
      var _ = shadow.assessBeside(link.scorer, Findings.NONE, link.now);
    }
    assertThat(link.assess().score()).as("half of 15 points").isEqualTo(92.5);
    assertThat(shadow.score()).as("half of 30 points").isEqualTo(85);
    assertThat(link.scorer.grade()).isEqualTo(Grade.Healthy);
    assertThat(shadow.grade()).isEqualTo(Grade.Warning);
    assertThat(shadow.assessment().explanation()).containsExactly("ACK P95 160 ms costs 15 of 30 points (good <= 120 ms, bad >= 200 ms)");
  }

  /** A shadow of the same profile is the live score, whatever happens; so what a shadow says is what would have been said. */
  @Property
  void saysWhatItWouldSayAlone(@ForAll("stories") List<Integer> story) {
    TestLink link = new TestLink(ScorerTest.THREE, 1000);
    Scorer shadow = new Scorer(ScorerTest.THREE);
    for (int step : story) {
      link.unreachable(step == 7);
      link.findings = step == 8 ? new Findings(false, true, false, false) : step == 9 ? new Findings(false, false, false, true) : link.findings;
      Assessment live = step < 5 ? link.answers(1, 20 + 60 * step) : step == 5 ? link.timesOut(1, 800) : link.isRefused(1);
      var _ = shadow.assessBeside(link.scorer, link.findings, link.now);
      assertThat(shadow.assessment()).hasToString(live.toString());
    }
  }

  @Provide
  Arbitrary<List<Integer>> stories() {
    return Arbitraries.integers().between(0, 9).list().ofMinSize(20).ofMaxSize(120);
  }
}
