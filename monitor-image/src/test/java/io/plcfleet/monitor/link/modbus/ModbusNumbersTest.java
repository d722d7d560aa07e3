package io.plcfleet.monitor.link.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.plc4x.Bytes;
import io.plcfleet.monitor.link.plc4x.WireNumber;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Numbers read by hand are those that PLC4X reads. */
class ModbusNumbersTest {
  private static final List<String> TYPES = List.of("INT", "UINT", "DINT", "UDINT", "LINT", "REAL", "LREAL");

  @Test
  void aNumberIsWhatPlc4xTakesItFor() throws BadTag {
    SplittableRandom random = new SplittableRandom(7);
    for (String type : TYPES) {
      ModbusPlan.Spot spot = ModbusPlan.of(1, List.of("holding-register:1:" + type)).blocks().getFirst().spots().getFirst();
      WireNumber number = Objects.requireNonNull(spot.number(), type);
      for (int i = 0; i < 2000; i++) {
        byte[] data = Bytes.some(i, 8, random);
        assertThat(Reading.of(number.of(data, 0))).as("%s of %s", type, HexFormat.of().formatHex(data)).isEqualTo(ModbusAnswer.decode(spot, data));
      }
    }
  }

  @Test
  void whatIsNoSingleNumberIsLeftToPlc4x() throws BadTag {
    for (String type : List.of("INT[2]", "WORD", "SINT", "BYTE")) {
      assertThat(ModbusPlan.of(1, List.of("holding-register:1:" + type)).blocks().getFirst().spots().getFirst().number()).as(type).isNull();
    }
  }
}
