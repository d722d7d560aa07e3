package io.plcfleet.monitor.link.ads;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Damage;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdsFramesTest {
  private static final Endpoint.Ads RUNTIME = new Endpoint.Ads("press", 48898, "5.1.2.200.1.1", 851, "10.0.0.1.1.1");
  /** To us, from the runtime, an answer; command and what follows are to be filled in. */
  private static final String HEADER = "0a0000010101" + "0090" + "050102c80101" + "5303";
  private static final String FIXED = "2f000000" + "40400000" + "04000000" + "04000000" + "03000000" + "00000000"
      + "0a00" + "0400" + "0000" + "4d41494e2e466978656400" + "44494e5400" + "00";
  private static final String SYMBOL = frame("0900", "00000000" + "2f000000" + FIXED);
  private static final String SYMBOLS = frame("0900", "00000000" + "6e000000" + ("00000000" + "2f000000").repeat(2) + FIXED + FIXED);
  private static final String VALUES = frame("0900", "00000000" + "16000000" + "00000000" + "02000000" + "00000000" + "04000000" + "d204" + "15cd5b07");
  private static final String STATE = frame("0400", "00000000" + "0500" + "0000");
  private static final String IDENTITY = frame("0100", "00000000" + "03" + "01" + "b80f" + "506c6333302041707000000000000000");

  @Test
  void aRequestSaysWhoAsksWhomForWhat() {
    ByteBuffer out = ByteBuffer.allocate(64);
    AmsFrames.request(out, AmsFrames.envelope(RUNTIME), AmsFrames.Command.ReadWrite, 0x01020304, AdsRequests.of(List.of(value(4, 'a', 0))));
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(out.array(), out.position()))).isEqualTo(
        "0000" + "32000000" + "050102c80101" + "5303" + "0a0000010101" + "0090" + "0900" + "0400" + "12000000" + "00000000" + "04030201"
            + "04f00000" + "00000000" + "04000000" + "02000000" + "6100");
  }

  @Test
  void severalQuestionsAreAListThatIsCarriedAlong() {
    assertThat(HexFormat.of().formatHex(AdsRequests.of(List.of(value(4, 'a', 0), value(2, 'b', 'c', 0))))).isEqualTo(
        "82f00000" + "02000000" + "16000000" + "25000000" + "04f00000" + "00000000" + "04000000" + "02000000" + "04f00000" + "00000000" + "02000000" + "03000000"
            + "6100" + "626300");
  }

  private static AdsRequests.Item value(int room, int... name) {
    byte[] bytes = new byte[name.length];
    for (int i = 0; i < name.length; i++) bytes[i] = (byte) name[i];
    return new AdsRequests.Item(AdsRequests.Question.Value, room, bytes);
  }

  /** Read-only by construction: of the nine commands of ADS those that read, and of the index groups those that answer a name or a list of names. */
  @Test
  void nothingThatWritesHasAName() {
    assertThat(AmsFrames.Command.values()).extracting(AmsFrames.Command::number).containsExactlyInAnyOrder(1, 4, 9);
    assertThat(AdsRequests.Question.values()).extracting(AdsRequests.Question::group).containsExactlyInAnyOrder(0xF004, 0xF009, 0xF082);
  }

  @ParameterizedTest
  @CsvSource({"0x006, TargetUnreachable", "0x007, TargetUnreachable", "0x01B, TargetUnreachable", "0x01E, AccessDenied", "0x704, AccessDenied", "0x723, AccessDenied",
      "0x702, AddressError", "0x703, AddressError", "0x705, AddressError", "0x710, AddressError", "0x721, AddressError", "0x708, DeviceBusy", "0x502, DeviceBusy",
      "0x701, DeviceFailure", "0x001, DeviceFailure"})
  void codesSayWhatIsWrong(String code, TagStatus status) {
    assertThat(AdsCodes.status(Integer.decode(code))).isEqualTo(status);
  }

  @Test
  void damagedFramesAreToldAsSuch() {
    Damage.survives(AdsFramesTest::decode, SYMBOL, SYMBOLS, VALUES, STATE, IDENTITY);
  }

  private static String frame(String command, String data) {
    String length = HexFormat.of().formatHex(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length() / 2).array());
    String whole = HexFormat.of().formatHex(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(32 + data.length() / 2).array());
    return "0000" + whole + HEADER + command + "0500" + length + "00000000" + "01000000" + data;
  }

  private static void decode(ByteBuffer frame) throws Malformed {
    int length = AmsFrames.length(frame);
    if (length == 0 || length > frame.remaining()) return;
    AmsFrames.isAnswer(frame);
    AmsFrames.code(frame, length);
    ByteBuffer data = AmsFrames.data(frame, length);
    switch (AmsFrames.command(frame)) {
      case 1 -> AdsDevice.identity(data);
      case 4 -> AdsDevice.state(data);
      default -> takeOfPlan(AdsRequests.payload(data));
    }
  }

  private static void takeOfPlan(ByteBuffer payload) throws Malformed {
    AdsPlan plan = plan();
    try {
      plan.take(plan.blocks().getFirst(), payload, new Reading[2]);
    } catch (Malformed e) {  // then it may be symbols, or one
      plan.takeSymbols(List.of(0), payload, new Reading[2]);
      plan.takeSymbols(List.of(0, 1), payload, new Reading[2]);
    }
    plan.blocks();
  }

  private static AdsPlan plan() {
    try {
      AdsPlan plan = AdsPlan.of(List.of("MAIN.a", "MAIN.b"));
      plan.found(0, AdsPlanTest.symbol(2, 2, 0));
      plan.found(1, AdsPlanTest.symbol(3, 4, 0));
      return plan;
    } catch (BadTag e) {
      throw new AssertionError(e);
    }
  }
}
