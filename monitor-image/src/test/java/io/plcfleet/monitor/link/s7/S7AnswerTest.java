package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Damage;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S7AnswerTest {
  private static final String INT_REAL = "ff040010" + "04d2" + "ff070004" + "40600000";
  private static final String CONFIRM = "0300001611d00001000100c0010ac1020100c2020101";
  private static final String SETUP = "0300001b02f080320300000001000800000000f0000001000101e0";

  @Test
  void values() throws Exception {
    assertThat(decode(answer(2, INT_REAL), "%DB1:0:INT", "%DB1:100:REAL"))
        .containsExactly(Reading.of(new TagValue.Numeric(1234L)), Reading.of(new TagValue.Numeric(3.5)));
    assertThat(decode(answer(2, "ff030001" + "0100" + "ff090012" + "1007" + "4c41422d504c43" + "00".repeat(9)), "%DB1:0.3:BOOL", "%DB1:200:STRING(16)"))
        .containsExactly(Reading.of(new TagValue.Bit(true)), Reading.of(new TagValue.Text("LAB-PLC")));
  }

  /** snap7 gives a failed item a length of 4 and no data; PLC4X then loses the whole answer. */
  @Test
  void aFailedItemLeavesTheOthersAlone() throws Exception {
    assertThat(decode(answer(3, "ff040010" + "04d2" + "0a000004" + "ff040010" + "04d3"), "%DB1:0:INT", "%DB2:0:INT", "%DB3:2:INT"))
        .containsExactly(Reading.of(new TagValue.Numeric(1234L)), Reading.refused(TagStatus.AddressError), Reading.of(new TagValue.Numeric(1235L)));
  }

  @ParameterizedTest
  @CsvSource({"03, AccessDenied", "05, AddressError", "06, AddressError", "07, AddressError", "0a, AddressError", "01, DeviceFailure"})
  void returnCodesSayWhatIsWrong(String code, TagStatus status) throws Exception {
    assertThat(decode(answer(1, code + "000000"), "%DB1:0:INT")).containsExactly(Reading.refused(status));
  }

  @Test
  void bytesThatAreNoValueRefuseTheirTagAlone() throws Exception {
    assertThat(decode(answer(3, "ff090008" + "ff".repeat(8) + "ff040010" + "04d2" + "ff090001" + "c4"), "%DB1:0:DATE_AND_TIME", "%DB2:10:INT", "%DB3:20:CHAR"))
        .containsExactly(Reading.refused(TagStatus.NotDecodable), Reading.of(new TagValue.Numeric(1234L)), Reading.refused(TagStatus.NotDecodable));
  }

  @Test
  void putGetSwitchedOffIsAccessDenied() throws Exception {
    assertThat(decode("0300001302f080" + "320300000001000000008104", "%DB1:0:INT", "%DB1:2:INT"))
        .containsExactly(Reading.refused(TagStatus.AccessDenied), Reading.refused(TagStatus.AccessDenied));
  }

  @ParameterizedTest
  @CsvSource({"d241, AccessDenied", "8301, DeviceBusy", "8500, DeviceFailure"})
  void aWholeRequestMayBeRefused(String code, TagStatus status) throws Exception {
    assertThat(decode("0300001302f080" + "32030000000100000000" + code, "%DB1:0:INT")).containsExactly(Reading.refused(status));
  }

  /** Eight bytes from 0 on: INT at 0, BOOL at 2.3, one byte that nobody asked for, REAL at 4. */
  @Test
  void neighboursAreTakenOutOfTheirItem() throws Exception {
    assertThat(decode(answer(1, "ff040040" + "04d2" + "08" + "ff" + "40600000"), "%DB1:4:REAL", "%DB1:2.3:BOOL", "%DB1:0:INT", "%DB1:2.4:BOOL"))
        .containsExactly(Reading.of(new TagValue.Numeric(3.5)), Reading.of(new TagValue.Bit(true)),
            Reading.of(new TagValue.Numeric(1234L)), Reading.of(new TagValue.Bit(false)));
  }

  @Test
  void textsAndListsAreTakenOutOfTheirItemToo() throws Exception {
    String data = "0001" + "0002" + "0403" + "414243" + "00" + "07";
    assertThat(decode(answer(1, "ff040058" + data + "00"), "%DB1:0:INT[2]", "%DB1:4:STRING(4)", "%DB1:10:BYTE")).containsExactly(
        Reading.of(new TagValue.Many(List.of(new TagValue.Numeric(1L), new TagValue.Numeric(2L)))),
        Reading.of(new TagValue.Text("ABC")), Reading.of(new TagValue.Numeric(7L)));
  }

  @Test
  void aRefusedJointItemIsHandedBackAndTheOthersHaveTheirValues() throws Exception {
    S7Plan.Block block = block("%DB1:0:INT", "%DB1:2:INT", "%DB2:0:INT");
    Readings readings = new Readings(3);
    String frame = answer(2, "0a000000" + "ff040010" + "04d2");
    assertThat(S7Answer.take(block, 1, frame(frame), frame.length() / 2, readings)).containsExactly(block.items().getFirst());
    assertThat(readings.get(2)).isEqualTo(Reading.of(new TagValue.Numeric(1234L)));
    assertThatThrownBy(() -> readings.get(0)).isInstanceOf(IllegalStateException.class).hasMessage("no answer to tag 0 of 3");
  }

  @Test
  void answersToAnotherQuestionAreRefused() {
    assertMalformed(answer(2, INT_REAL), "not as many items as asked for");
    assertMalformed(answer(1, "ff040020" + "00000001"), "4 bytes for an item of 2");
    assertMalformed(answer(1, "ff040010"), "2 bytes for an item of 2");
    assertMalformed(answer(1, "ff040010" + "04d2").replace("00000001", "00000002"), "reference 2 instead of 1");
    assertMalformed(SETUP.replace("f0000001", "04000001"), "not as many items");
  }

  @Test
  void theGreeting() throws Exception {
    assertThat(S7Frames.confirmed(frame(CONFIRM), CONFIRM.length() / 2)).isEqualTo(1024);
    assertThat(S7Frames.setup(frame(SETUP), SETUP.length() / 2)).isEqualTo(new S7Frames.Setup.Agreed(480));
    String disconnect = "0300000b" + "06800001000100";
    assertThat(S7Frames.isDisconnect(frame(disconnect))).isTrue();
    assertThat(S7Frames.isDisconnect(frame(CONFIRM))).isFalse();
    assertThat(S7Frames.isDisconnect(frame(SETUP))).isFalse();
    assertThatThrownBy(() -> S7Frames.confirmed(frame(SETUP), SETUP.length() / 2)).isInstanceOf(Malformed.class);
    assertThat(HexFormat.of().formatHex(S7Frames.connectionRequest(0x0301))).contains("c2020301");
  }

  @Test
  void garbageIsKnownByItsFirstBytes() throws Exception {
    assertThat(S7Frames.frameLength(frame("0300"))).isZero();
    assertThat(S7Frames.frameLength(frame(SETUP))).isEqualTo(27);
    assertThatThrownBy(() -> S7Frames.frameLength(frame("48545450"))).isInstanceOf(Malformed.class).hasMessageContaining("no TPKT header");
  }

  @Test
  void theAnswersOfARehearsalAreGoodOnes() throws Exception {
    S7Frames.rehearse();
    S7Plan.Block block = block("%DB1:0.3:BOOL", "%DB1:10:REAL");
    ByteBuffer zeros = S7Answer.zeros(block);
    Readings readings = new Readings(2);
    assertThat(S7Frames.frameLength(zeros)).isEqualTo(zeros.remaining());
    S7Answer.take(block, 0, zeros, zeros.remaining(), readings);
    assertThat(readings).containsExactly(Reading.of(new TagValue.Bit(false)), Reading.of(new TagValue.Numeric(0.0)));
  }

  @Test
  void damagedFramesAreMalformedAndNothingElse() throws Exception {
    S7Plan.Block block = block("%DB1:0:INT", "%DB1:100:REAL");
    Damage.survives(in -> {
      int length = S7Frames.frameLength(in);
      if (length == 0 || length > in.remaining()) return;
      S7Answer.take(block, 1, in, length, new Readings(2));
    }, answer(2, INT_REAL), "0300001302f080" + "320300000001000000008104");
    Damage.survives(in -> S7Frames.confirmed(in, in.remaining()), CONFIRM);
    Damage.survives(in -> S7Frames.setup(in, in.remaining()), SETUP);
  }

  private static void assertMalformed(String frame, String why) {
    assertThatThrownBy(() -> decode(frame, "%DB1:0:INT")).isInstanceOf(Malformed.class).hasMessageContaining(why);
  }

  /** An answer with reference 1. */
  private static String answer(int items, String data) {
    HexFormat hex = HexFormat.of();
    int length = data.length() / 2;
    return "0300" + hex.toHexDigits((short) (21 + length)) + "02f080" + "3203000000010002" + hex.toHexDigits((short) length) + "0000"
        + "04" + hex.toHexDigits((byte) items) + data;
  }

  private static List<Reading> decode(String frame, String... addresses) throws BadTag, Malformed {
    S7Plan.Block block = block(addresses);
    Readings readings = new Readings(addresses.length);
    S7Answer.take(block, 1, frame(frame), frame.length() / 2, readings);
    return readings;
  }

  private static S7Plan.Block block(String... addresses) throws BadTag {
    return S7Plan.of(List.of(addresses)).begin("a connection", S7Plan.Room.WANTED, 0).getFirst();
  }

  private static ByteBuffer frame(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }
}
