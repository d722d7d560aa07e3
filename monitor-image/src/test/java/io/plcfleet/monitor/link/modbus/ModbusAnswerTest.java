package io.plcfleet.monitor.link.modbus;

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

class ModbusAnswerTest {
  private static final int UNIT = 1;

  /** pymodbus: 1234, -1234, 305419896, 3.5 in registers 1 to 6. */
  private static final String REGISTERS = "00010000000f01030c" + "04d2" + "fb2e" + "12345678" + "40600000";

  @Test
  void valuesOfEveryWidth() throws Exception {
    assertThat(decode(REGISTERS, "holding-register:1:INT", "holding-register:2:INT", "holding-register:3:DINT", "holding-register:5:REAL"))
        .containsExactly(numeric(1234L), numeric(-1234L), numeric(305419896L), numeric(3.5));
    assertThat(decode(REGISTERS, "holding-register:1:UINT[6]")).containsExactly(Reading.of(new TagValue.Many(List.of(
        new TagValue.Numeric(1234L), new TagValue.Numeric(64302L), new TagValue.Numeric(4660L),
        new TagValue.Numeric(22136L), new TagValue.Numeric(16480L), new TagValue.Numeric(0L)))));
  }

  @Test
  void bytesThatAreNoValueRefuseTheirTagAlone() throws Exception {
    assertThat(decode("000100000007010304" + "ff41" + "04d2", "holding-register:1:CHAR", "holding-register:2:INT"))
        .containsExactly(Reading.refused(TagStatus.NotDecodable), numeric(1234L));
  }

  @Test
  void coilsComeLowestBitFirst() throws Exception {
    assertThat(decode("000100000005010102" + "0502", "coil:1:BOOL", "coil:2:BOOL", "coil:3:BOOL", "coil:10:BOOL"))
        .containsExactly(bit(true), bit(false), bit(true), bit(true));
  }

  @ParameterizedTest
  @CsvSource({"1, AddressError", "2, AddressError", "3, AddressError", "4, DeviceFailure", "5, DeviceBusy", "6, DeviceBusy",
      "10, TargetUnreachable", "11, TargetUnreachable", "99, DeviceFailure"})
  void exceptionsSayWhatIsWrong(int exception, TagStatus status) throws Exception {
    ByteBuffer frame = frame("000100000003" + "01" + "83" + HexFormat.of().toHexDigits((byte) exception));
    assertThat(ModbusAnswer.take(block("holding-register:1:INT"), UNIT, frame, 9, new Readings(1))).isEqualTo(exception);
    assertThat(ModbusAnswer.status(exception)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
      "0001000000050203020001, unit 2 answers instead of 1",
      "0001000000050104020001, function 4",
      "000100000007010304000100, 4 bytes",
      "00010000000401030200, 2 bytes in a frame of 10"})
  void answersToAnotherQuestionAreRefused(String frame, String why) {
    assertThatThrownBy(() -> ModbusAnswer.take(block("holding-register:1:INT"), UNIT, frame(frame), frame.length() / 2, new Readings(1)))
        .isInstanceOf(Malformed.class).hasMessageContaining(why);
  }

  @Test
  void garbageIsKnownByItsFirstBytes() throws Exception {
    assertThat(ModbusAnswer.frameLength(frame("00010000"))).isZero();
    assertThat(ModbusAnswer.frameLength(frame(REGISTERS))).isEqualTo(21);
    assertThatThrownBy(() -> ModbusAnswer.frameLength(frame("485454502f31"))).isInstanceOf(Malformed.class).hasMessageContaining("no Modbus header");
  }

  @Test
  void theAnswerOfARehearsalIsAGoodOne() throws Exception {
    ModbusPlan.Block block = block("holding-register:1:INT", "holding-register:2:REAL");
    ByteBuffer zeros = ModbusAnswer.zeros(block, UNIT);
    Readings readings = new Readings(2);
    assertThat(ModbusAnswer.frameLength(zeros)).isEqualTo(zeros.remaining());
    assertThat(ModbusAnswer.take(block, UNIT, zeros, zeros.remaining(), readings)).isEqualTo(ModbusAnswer.NO_EXCEPTION);
    assertThat(readings).containsExactly(numeric(0L), numeric(0.0));
  }

  @Test
  void damagedFramesAreMalformedAndNothingElse() throws Exception {
    ModbusPlan.Block block = block("holding-register:1:INT", "holding-register:2:REAL", "holding-register:4:CHAR[4]");
    Damage.survives(in -> {
      int length = ModbusAnswer.frameLength(in);
      if (length > 0 && length <= in.remaining()) ModbusAnswer.take(block, UNIT, in, length, new Readings(3));
    }, "00010000000d01030a" + "0001".repeat(5), "000100000003018302");
  }

  private static List<Reading> decode(String frame, String... addresses) throws Exception {
    Readings readings = new Readings(addresses.length);
    assertThat(ModbusAnswer.take(block(addresses), UNIT, frame(frame), frame.length() / 2, readings)).isEqualTo(ModbusAnswer.NO_EXCEPTION);
    return readings;
  }

  private static ModbusPlan.Block block(String... addresses) throws BadTag {
    List<ModbusPlan.Block> blocks = ModbusPlan.of(UNIT, List.of(addresses)).blocks();
    assertThat(blocks).hasSize(1);
    return blocks.getFirst();
  }

  private static ByteBuffer frame(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private static Reading numeric(Number value) {
    return Reading.of(new TagValue.Numeric(value));
  }

  private static Reading bit(boolean value) {
    return Reading.of(new TagValue.Bit(value));
  }
}
