package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InquiriesTest {
  private final Inquiries inquiries = new Inquiries();

  @Test
  void whoRefusesIsAskedAgainAfterTenMinutes() {
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 7)).isTrue();
    inquiries.answered(Inquiry.CpuState, true, 7);
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 6 + Inquiries.PATIENCE)).isFalse();
    assertThat(inquiries.mayAsk(Inquiry.Identity, 8)).isTrue();
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 7 + Inquiries.PATIENCE)).isTrue();
    inquiries.answered(Inquiry.CpuState, false, 9);
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 9)).isTrue();
  }

  /** Each silence costs a timeout. */
  @Test
  void whoStaysSilentTwiceInARowHasRefused() {
    inquiries.unanswered(Inquiry.CpuState, 1);
    inquiries.answered(Inquiry.CpuState, false, 2);
    inquiries.unanswered(Inquiry.CpuState, 3);
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 3)).isTrue();
    inquiries.unanswered(Inquiry.CpuState, 4);
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 3 + Inquiries.PATIENCE)).isFalse();
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 4 + Inquiries.PATIENCE)).isTrue();
  }

  @Test
  void whoStaysSilentOnIsAskedMoreAndMoreSeldomButOnceADay() {
    inquiries.unanswered(Inquiry.Identity, 0);
    inquiries.unanswered(Inquiry.Identity, 0);
    inquiries.unanswered(Inquiry.Identity, 0);
    assertThat(inquiries.mayAsk(Inquiry.Identity, 2 * Inquiries.PATIENCE - 1)).isFalse();
    assertThat(inquiries.mayAsk(Inquiry.Identity, 2 * Inquiries.PATIENCE)).isTrue();
    for (int i = 0; i < 100; i++) inquiries.unanswered(Inquiry.Identity, 0);
    assertThat(inquiries.mayAsk(Inquiry.Identity, Inquiries.LONGEST - 1)).isFalse();
    assertThat(inquiries.mayAsk(Inquiry.Identity, Inquiries.LONGEST)).isTrue();
    inquiries.answered(Inquiry.Identity, true, 0);
    assertThat(inquiries.mayAsk(Inquiry.Identity, Inquiries.PATIENCE)).as("an answer, if only a refusal").isTrue();
  }
}
