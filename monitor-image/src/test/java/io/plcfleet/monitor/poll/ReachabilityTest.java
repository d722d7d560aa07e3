package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReachabilityTest {
  private final Reachability reachability = new Reachability();

  @Test
  void unknownAtFirst() {
    assertThat(reachability.known()).isNull();
    assertThat(reachability.proven()).isFalse();
  }

  @Test
  void lostAfterAFailureAndTwoConfirmingOnes() {
    reachability.answered();
    reachability.failed();
    reachability.failed();
    assertThat(reachability.known()).isTrue();
    assertThat(reachability.proven()).isFalse();
    reachability.failed();
    assertThat(reachability.unreachable()).isTrue();
  }

  @Test
  void anyAnswerEndsIt() {
    for (int i = 0; i < 10; i++) reachability.failed();
    assertThat(reachability.unreachable()).isTrue();
    reachability.answered();
    assertThat(reachability.known()).isTrue();
    assertThat(reachability.failures()).isZero();
  }
}
