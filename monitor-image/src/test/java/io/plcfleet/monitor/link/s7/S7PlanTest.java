package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Endpoint.S7.ConnectionType;
import io.plcfleet.monitor.link.BadTag;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S7PlanTest {
  @Test
  void aRequestAsItGoesOnTheWire() throws BadTag {
    S7Plan.Cut cut = S7Plan.of(List.of("%DB1:10:INT")).cut(480);
    assertThat(HexFormat.of().formatHex(cut.blocks().getFirst().request()))
        .isEqualTo("0300001f02f080" + "320100000000000e0000" + "0401" + "120a10" + "05" + "0001" + "0001" + "84" + "000050");
  }

  @Test
  void itemsAreCutByThePduAndByTwenty() throws BadTag {
    S7Plan plan = S7Plan.of(IntStream.range(0, 50).mapToObj(i -> "%DB1:" + 2 * i + ":INT").toList());
    assertThat(plan.cut(480).blocks()).extracting(block -> block.spots().size()).containsExactly(20, 20, 10);
    assertThat(plan.cut(112).blocks()).allMatch(block -> block.request().length <= 112 + 7);
    assertThat(plan.cut(112).blocks().stream().mapToInt(block -> block.spots().size()).sum()).isEqualTo(50);
    assertThat(plan.cut(112)).isSameAs(plan.cut(112));
  }

  @Test
  void anAnswerNeverOutgrowsThePdu() throws BadTag {
    S7Plan plan = S7Plan.of(List.of("%DB1:0:INT[60]", "%DB1:200:INT[60]", "%DB1:400:STRING(200)", "%DB1:700:INT[200]"));
    S7Plan.Cut cut = plan.cut(240);
    assertThat(cut.blocks()).extracting(block -> block.spots().size()).containsExactly(1, 1, 1);
    assertThat(cut.tooLong()).extracting(S7Plan.Spot::index).containsExactly(3);
  }

  @Test
  void theTsapHoldsThreeBitsOfRackAndFiveOfSlot() {
    assertThat(tsap(0, 1, ConnectionType.PG)).isEqualTo(0x0101);
    assertThat(tsap(0, 2, ConnectionType.OP)).isEqualTo(0x0202);
    assertThat(tsap(1, 3, ConnectionType.Basic)).isEqualTo(0x0323);
    assertThat(tsap(7, 31, ConnectionType.Basic)).isEqualTo(0x03FF);
  }

  @ParameterizedTest
  @CsvSource({
      "nonsense, is not an S7 address",
      "%DB1:ten:INT, is not an S7 address",
      "%DB1:0:FOO, is not an S7 address",
      "%DB1:0.0:BOOL[8], is an array of BOOL",
      "%DB1:0:INT[232], asks for 464 bytes; at most 462 fit into one answer: split it",
      "%DB1:0:INT[1073741823], asks for 2147483646 bytes; at most 462",
      "%DB1:0:LREAL[2147483647], asks for 17179869176 bytes",
      "%DB1:0:STRING(254)[2147483647], asks for 549755813632 bytes",
      "%DB1:0:WSTRING(254), asks for 512 bytes",
      "%DB1:0:INT[0], asks for nothing",
      "%DB1:0:INT[99999999999], is not an S7 address",
      "%DB1:70000:INT, reaches beyond byte 65535",
      "%DB1:0:STRING, is a string without its length"})
  void badAddressesAreNamedWithAWayOut(String address, String problem) {
    assertThatThrownBy(() -> S7Plan.check(address)).isInstanceOf(BadTag.class)
        .hasMessageContaining("\"" + address + "\"").hasMessageContaining(problem).hasMessageContaining("expected for example %DB1:10:INT");
  }

  @Test
  void theLongestTagFitsAlone() throws BadTag {
    S7Plan.check("%DB1:0:INT[231]");
    assertThat(S7Plan.of(List.of("%DB1:0:INT[231]", "%DB1:600:INT")).cut(480).blocks()).hasSize(2);
  }

  private static int tsap(int rack, int slot, ConnectionType type) {
    return S7Link.tsap(new Endpoint.S7("plc", 102, rack, slot, type));
  }
}
