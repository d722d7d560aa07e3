package io.plcfleet.monitor.link.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.monitor.link.BadTag;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModbusPlanTest {
  @Test
  void neighboursShareARequest() throws BadTag {
    assertThat(requests("holding-register:1:INT", "holding-register:2:REAL", "holding-register:4:DINT"))
        .containsExactly("00000000000611030000" + "0005");
  }

  @Test
  void aSmallGapIsReadAlongALargeOneIsNot() throws BadTag {
    assertThat(requests("holding-register:1:INT", "holding-register:10:INT")).containsExactly("00000000000611030000" + "000a");
    assertThat(requests("holding-register:1:INT", "holding-register:11:INT")).hasSize(2);
  }

  @Test
  void eachAreaHasItsOwnFunction() throws BadTag {
    assertThat(requests("coil:3:BOOL", "discrete-input:3:BOOL", "input-register:3:INT", "holding-register:3:INT")).containsExactly(
        "000000000006110100020001", "000000000006110200020001", "000000000006110300020001", "000000000006110400020001");
  }

  @Test
  void aRequestAsksForNoMoreThanAFrameHolds() throws BadTag {
    assertThat(requests("holding-register:1:INT[100]", "holding-register:101:INT[25]")).hasSize(1);
    assertThat(requests("holding-register:1:INT[100]", "holding-register:101:INT[26]")).hasSize(2);
  }

  @Test
  void aSplitBlockLeavesTheOrderAndTheOthersAlone() throws BadTag {
    ModbusPlan plan = ModbusPlan.of(17, List.of("holding-register:1:INT", "holding-register:2:INT", "holding-register:50:INT"));
    plan.split(0);
    assertThat(plan.blocks()).extracting(ModbusPlan.Block::start).containsExactly(0, 1, 49);
    assertThat(plan.blocks().get(1).spots()).containsExactly(new ModbusPlan.Spot(1, plan.blocks().get(1).spots().getFirst().tag(), 0));
  }

  @ParameterizedTest
  @CsvSource({
      "nonsense, is not a Modbus address",
      "holding-register:ten:INT, is not a Modbus address",
      "holding-register:0:INT, address must be greater than zero",
      "holding-register:1:FOO, there is no such type",
      "holding-register:1:INT[126], quantity may not be larger than 125",
      "holding-register:1:DINT[63], asks for 126 registers; at most 125 fit into one answer: split it",
      "holding-register:65536:DINT, Last requested address is out of range",
      "coil:1:BOOL[2001], quantity may not be larger than 2000",
      "holding-register:1:INT[99999999999], is not a Modbus address",
      "coil:1:INT, 'is a bit, so its type must be BOOL'",
      "'holding-register:1:INT{unit-id: 3}', ''",
      "extended-register:1:INT, is of an area that cannot be read here"})
  void badAddressesAreNamedWithAWayOut(String address, String problem) {
    assertThatThrownBy(() -> ModbusPlan.check(address)).isInstanceOf(BadTag.class)
        .hasMessageContaining("\"" + address + "\"").hasMessageContaining(problem).hasMessageContaining("expected for example holding-register:1:INT");
  }

  private static List<String> requests(String... addresses) throws BadTag {
    return ModbusPlan.of(17, List.of(addresses)).blocks().stream().map(block -> HexFormat.of().formatHex(block.request())).toList();
  }
}
