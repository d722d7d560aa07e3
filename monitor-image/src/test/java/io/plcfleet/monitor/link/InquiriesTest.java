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

  /** Each silence costs the connection. */
  @Test
  void whoStaysSilentTwiceInARowHasRefused() {
    inquiries.unanswered(Inquiry.CpuState, 1);
    inquiries.answered(Inquiry.CpuState, false, 2);
    inquiries.unanswered(Inquiry.CpuState, 3);
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 3)).isTrue();
    inquiries.unanswered(Inquiry.CpuState, 4);
    assertThat(inquiries.mayAsk(Inquiry.CpuState, 4)).isFalse();
  }
}
