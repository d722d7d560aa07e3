package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Damage;
import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames by hand, as the manual has them. */
class SystemStatusListTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void theRequestsAreThirtyThreeBytes() throws Malformed {
    SystemStatusList list = new SystemStatusList(S7Inquiry.MODE);
    assertThat(HEX.formatHex(list.request()))
        .isEqualTo("03000021" + "02f080" + "32070000" + "0000" + "0008" + "0008" + "000112" + "04" + "11" + "44" + "01" + "00" + "ff09" + "0004" + "0424" + "0000");
    take(list, answer(5, true, "0424" + "0000" + "0014" + "0001"));
    assertThat(HEX.formatHex(list.request()))
        .isEqualTo("03000021" + "02f080" + "32070000" + "0000" + "000c" + "0004" + "000112" + "08" + "12" + "44" + "01" + "05" + "00000000" + "0a000000");
  }

  @ParameterizedTest
  @CsvSource({
      "01, Stop", "02, Stop", "03, Stop", "84, Stop", "48, Run", "08, Run", "00, Unknown", "05, Unknown", "06, Unknown", "07, Unknown",
      "09, Unknown", "0a, Unknown", "0b, Unknown", "0c, Unknown", "0d, Unknown", "0f, Unknown"})
  void theLowHalfOfTheModeByteIsThePresentMode(String mode, CpuState state) throws Malformed {
    S7Inquiry inquiry = new S7Inquiry(Inquiry.CpuState);
    assertThat(take(inquiry, answer(0, false, "0424" + "0000" + "0014" + "0001" + "510001".substring(0, 4) + "ff" + mode + "00".repeat(16)))).isTrue();
    assertThat(inquiry.fact()).isEqualTo(state);
    assertThat(inquiry.refused()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
      "0300001d02f080" + "32070000" + "0001" + "000c" + "0000" + "00011208128401" + "000000d401",  // error, no data
      "0300002102f080" + "32070000" + "0001" + "000c" + "0004" + "00011208128401" + "0000000000" + "0a000000",  // no such object
      "0300001302f080" + "32030000" + "0001" + "0000" + "0000" + "8104",  // the whole function refused
      "0300002902f080" + "32070000" + "0001" + "000c" + "000c" + "00011208128401" + "0000000000" + "ff090008" + "0424000000140000"})  // no record
  void aRefusalIsUnknown(String frame) throws Malformed {
    S7Inquiry inquiry = new S7Inquiry(Inquiry.CpuState);
    assertThat(take(inquiry, frame)).isTrue();
    assertThat(inquiry.fact()).isEqualTo(CpuState.Unknown);
    assertThat(inquiry.refused()).isTrue();
  }

  @Test
  void theIdentityIsMadeOfTwoLists() throws Malformed {
    S7Inquiry inquiry = new S7Inquiry(Inquiry.Identity);
    assertThat(HEX.formatHex(inquiry.request())).endsWith("0011" + "0000");
    assertThat(take(inquiry, module(false))).isFalse();
    assertThat(HEX.formatHex(inquiry.request())).endsWith("001c" + "0000");
    assertThat(take(inquiry, answer(0, false, "001c" + "0000" + "0022" + "0002" + "0005" + text("S C-X4U421302009", 32) + "0007" + text("CPU 1516-3 PN/DP", 32)))).isTrue();
    assertThat(inquiry.fact()).isEqualTo(new Identity("6ES7 516-3AN01-0AB0", "V2.8.1", "S C-X4U421302009", "CPU 1516-3 PN/DP"));
  }

  @Test
  void whatOneListDoesNotTellTheOtherMay() throws Malformed {
    S7Inquiry inquiry = new S7Inquiry(Inquiry.Identity);
    take(inquiry, module(false));
    assertThat(take(inquiry, "0300001302f080" + "32030000" + "0001" + "0000" + "0000" + "8104")).isTrue();
    assertThat(inquiry.fact()).isEqualTo(new Identity("6ES7 516-3AN01-0AB0", "V2.8.1", null, null));
    assertThat(inquiry.refused()).isFalse();
  }

  @Test
  void aLongListComesInSeveralAnswers() throws Malformed {
    S7Inquiry inquiry = new S7Inquiry(Inquiry.Identity);
    assertThat(take(inquiry, module(true))).isFalse();
    assertThat(HEX.formatHex(inquiry.request())).contains("1244" + "01" + "03");
    String second = "0007" + text("", 20) + "0000" + "56020801";
    assertThat(take(inquiry, answer(3, false, second))).isFalse();
    take(inquiry, "0300001302f080" + "32030000" + "0001" + "0000" + "0000" + "8104");
    assertThat(inquiry.fact()).isEqualTo(new Identity("6ES7 516-3AN01-0AB0", "V2.8.1", null, null));
  }

  @Test
  void aListWithoutAnEndIsRefused() {
    SystemStatusList list = new SystemStatusList(S7Inquiry.MODULE);
    assertThatThrownBy(() -> {
      for (int i = 0; i < 200; i++) take(list, answer(3, true, "0011" + "0000" + "001c" + "0001"));
    }).isInstanceOf(Malformed.class).hasMessageContaining("without an end");
  }

  @Test
  void answersToAnotherQuestionAreRefused() {
    assertThatThrownBy(() -> take(new S7Inquiry(Inquiry.CpuState), module(false))).isInstanceOf(Malformed.class).hasMessageContaining("another system status list than 0x0424");
    assertThatThrownBy(() -> take(new S7Inquiry(Inquiry.Identity), module(false).replace("320700000001", "320700000002")))
        .isInstanceOf(Malformed.class).hasMessageContaining("reference 2 instead of 1");
  }

  @Test
  void damagedFramesAreMalformedAndNothingElse() {
    Damage.survives(in -> {
      if (in.remaining() < S7Frames.ENVELOPE) return;
      S7Inquiry inquiry = new S7Inquiry(Inquiry.Identity);
      inquiry.take(1, in, in.remaining());
      inquiry.fact();
    }, module(false), module(true));
    Damage.survives(in -> {
      if (in.remaining() >= S7Frames.ENVELOPE) new S7Inquiry(Inquiry.CpuState).take(1, in, in.remaining());
    }, answer(0, false, "0424" + "0000" + "0014" + "0001" + "5100ff08" + "00".repeat(16)));
  }

  /** Order number and firmware; the firmware in a second answer where there is more to come. */
  private static String module(boolean more) {
    String order = "0001" + text("6ES7 516-3AN01-0AB0", 20) + "0000" + "00010001";
    String firmware = "0007" + text("", 20) + "0000" + "56020801";
    return answer(3, more, "0011" + "0000" + "001c" + "0002" + order + (more ? "" : firmware));
  }

  private static String text(String text, int length) {
    return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII)) + "00".repeat(length - text.length());
  }

  /** Reference 1. */
  private static String answer(int sequence, boolean more, String data) {
    int length = data.length() / 2;
    return "0300" + HEX.toHexDigits((short) (33 + length)) + "02f080" + "32070000" + "0001" + "000c" + HEX.toHexDigits((short) (4 + length))
        + "00011208128401" + HEX.toHexDigits((byte) sequence) + "00" + (more ? "01" : "00") + "0000" + "ff09" + HEX.toHexDigits((short) length) + data;
  }

  private static boolean take(S7Inquiry inquiry, String frame) throws Malformed {
    ByteBuffer in = ByteBuffer.wrap(HEX.parseHex(frame));
    return inquiry.take(1, in, in.remaining());
  }

  private static void take(SystemStatusList list, String frame) throws Malformed {
    ByteBuffer in = ByteBuffer.wrap(HEX.parseHex(frame));
    list.take(1, in, in.remaining());
  }
}
