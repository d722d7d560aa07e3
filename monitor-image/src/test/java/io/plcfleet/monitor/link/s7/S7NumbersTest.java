package io.plcfleet.monitor.link.s7;

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
class S7NumbersTest {
  private static final List<String> TYPES = List.of("INT", "UINT", "DINT", "UDINT", "LINT", "REAL", "LREAL");

  @Test
  void aNumberIsWhatPlc4xTakesItFor() throws BadTag {
    SplittableRandom random = new SplittableRandom(7);
    for (String type : TYPES) {
      Spot spot = Spot.of(0, "%DB1:0:" + type, 200);
      WireNumber number = Objects.requireNonNull(spot.number(), type);
      for (int i = 0; i < 2000; i++) {
        byte[] data = Bytes.some(i, 12, random);
        int at = i % 4;
        assertThat(Reading.of(number.of(data, at))).as("%s of %s", type, HexFormat.of().formatHex(data)).isEqualTo(Item.decodeAny(spot, data, at));
      }
    }
  }

  @Test
  void whatIsNoSingleNumberIsLeftToPlc4x() throws BadTag {
    for (String type : List.of("INT[2]", "WORD", "SINT", "STRING(4)", "BYTE", "TIME", "DATE_AND_TIME")) {
      assertThat(Spot.of(0, "%DB1:0:" + type, 200).number()).as(type).isNull();
    }
  }
}
