package io.plcfleet.operator.rollout.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTextTest {
  private static final QueryText TEXT = new QueryText("plant", "line-a", List.of("press-08", "press.07"), List.of(), 90);

  @Test
  void whatStandsForSomethingIsPutIn() {
    assertThat(TEXT.of("sum(rate(x{namespace=\"$namespace\",fleet=\"${fleet}\",plc=~\"$canary\"}[${since}s]))"))
        .isEqualTo("sum(rate(x{namespace=\"plant\",fleet=\"line-a\",plc=~\"press-08|press[.]07\"}[90s]))");
    assertThat(TEXT.of("rate(x[$sinces])")).as("the unit may follow at once").isEqualTo("rate(x[90s])");
  }

  @Test
  void nobodyMatchesNoName() {
    assertThat(QueryText.namesControl("x{plc=~\"${control}\"}")).isTrue();
    assertThat(QueryText.namesControl("control_$canary")).isFalse();
    assertThat(TEXT.of("$control")).isEqualTo("a^");
  }

  @Test
  void otherDollarsStay() {
    assertThat(TEXT.of("label_replace(x, \"a\", \"$1\", \"b\", \"(.*)\") > $cell")).isEqualTo("label_replace(x, \"a\", \"$1\", \"b\", \"(.*)\") > $cell");
    assertThat(new QueryText("n", "f", List.of(), List.of(), 0).of("[$sinces]")).as("Prometheus takes no empty range").isEqualTo("[1s]");
  }
}
