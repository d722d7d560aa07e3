package io.plcfleet.monitor.link.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Splits;
import io.plcfleet.monitor.link.plc4x.WireNumber;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
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
    plan.split(0, 0);
    assertThat(plan.blocks()).extracting(ModbusPlan.Block::start).containsExactly(0, 1, 49);
    assertThat(plan.blocks().get(1).spots()).containsExactly(new ModbusPlan.Spot(1, plan.blocks().get(1).spots().getFirst().tag(), 0, WireNumber.INT));
  }

  @Test
  void aBlockIsSplitByHalves() throws BadTag {
    ModbusPlan plan = ModbusPlan.of(17, IntStream.rangeClosed(1, 50).mapToObj(i -> "holding-register:" + i + ":INT").toList());
    plan.split(0, 0);
    plan.split(1, 0);
    assertThat(plan.blocks()).extracting(ModbusPlan.Block::start).containsExactly(0, 25, 37);
    assertThat(plan.blocks()).extracting(ModbusPlan.Block::quantity).containsExactly(25, 12, 13);
    assertThat(plan.blocks().get(2).spots().getFirst()).extracting(ModbusPlan.Spot::index, ModbusPlan.Spot::offset).containsExactly(37, 0);
  }

  @Test
  void whatWasSplitIsTriedAgainOnAnotherConnectionAndAfterAWhile() throws BadTag {
    ModbusPlan plan = ModbusPlan.of(17, List.of("holding-register:1:INT", "holding-register:2:INT"));
    Object first = new Object();
    plan.begin(first, 0);
    plan.split(0, 5);
    plan.begin(first, 5 + Splits.LAST);
    assertThat(plan.blocks()).hasSize(2);
    plan.begin(first, 6 + Splits.LAST);
    assertThat(plan.blocks()).hasSize(1);
    plan.split(0, 7);
    plan.begin(new Object(), 8);
    assertThat(plan.blocks()).hasSize(1);
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
      "holding-register:1:STRING[8], 'is of a type that cannot be read from registers; read CHAR[n]'",
      "holding-register:1:TIME, 'read UINT, UDINT'",
      "holding-register:1:LDATE_AND_TIME, read ULINT",
      "holding-register:1:BYTE[4], read UINT[n]",
      "holding-register:1:SINT[2], read UINT[n]",
      "holding-register:1:BOOL[16], read UINT[n]",
      "holding-register:1:DWORD[2], read UDINT[n]",
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
