package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Endpoint.S7.ConnectionType;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Splits;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S7PlanTest {
  private static final Object CONNECTION = new Object();

  @Test
  void aRequestAsItGoesOnTheWire() throws BadTag {
    assertThat(HexFormat.of().formatHex(begin(S7Plan.of(List.of("%DB1:10:INT")), 480).getFirst().request()))
        .isEqualTo("0300001f02f080" + "320100000000000e0000" + "0401" + "120a10" + "05" + "0001" + "0001" + "84" + "000050");
  }

  @Test
  void neighboursOfOneBlockShareAnItemOfBytes() throws BadTag {
    S7Plan plan = S7Plan.of(List.of("%DB1:14:REAL", "%DB2:0:INT", "%DB1:10.6:BOOL", "%DB1:12:INT"));
    assertThat(HexFormat.of().formatHex(begin(plan, 480).getFirst().request())).endsWith(
        "0402" + "120a10" + "02" + "0008" + "0001" + "84" + "000050" + "120a10" + "05" + "0001" + "0002" + "84" + "000000");
  }

  @Test
  void aSmallGapIsReadAlongALargeOneIsNot() throws BadTag {
    assertThat(items(S7Plan.of(List.of("%DB1:0:INT", "%DB1:18:INT")), 480)).isEqualTo(1);
    assertThat(items(S7Plan.of(List.of("%DB1:0:INT", "%DB1:19:INT")), 480)).isEqualTo(2);
  }

  @Test
  void areasAndBlocksStayApart() throws BadTag {
    assertThat(items(S7Plan.of(List.of("%DB1:0:INT", "%DB2:2:INT", "%M4:INT", "%I6:INT", "%Q8:INT")), 480)).isEqualTo(5);
  }

  @Test
  void itemsAreCutByThePduAndByTwenty() throws BadTag {
    S7Plan plan = S7Plan.of(IntStream.range(0, 50).mapToObj(i -> "%DB1:" + 100 * i + ":INT").toList());
    assertThat(begin(plan, 480)).extracting(block -> block.items().size()).containsExactly(20, 20, 10);
    assertThat(begin(plan, 112)).allMatch(block -> block.request().length <= 112 + 7);
    assertThat(items(plan, 112)).isEqualTo(50);
    assertThat(begin(plan, 112)).isSameAs(begin(plan, 112));
  }

  @Test
  void aRequestFitsIntoTheFrameThatThePlcTakes() throws BadTag {
    S7Plan plan = S7Plan.of(IntStream.range(0, 50).mapToObj(i -> "%DB1:" + 100 * i + ":INT").toList());
    assertThat(plan.begin(CONNECTION, new S7Plan.Room(480, 128), 0)).allMatch(block -> block.request().length <= 128 + 4);
  }

  @Test
  void anAnswerNeverOutgrowsThePdu() throws BadTag {
    S7Plan plan = S7Plan.of(List.of("%DB1:0:INT[60]", "%DB1:120:INT[60]", "%DB1:400:STRING(200)", "%DB1:700:INT[200]"));
    assertThat(begin(plan, 240)).extracting(block -> block.items().size()).containsExactly(1, 1, 1);
    assertThat(plan.tooLong()).extracting(Spot::index).containsExactly(3);
    assertThat(begin(plan, 480)).extracting(block -> block.items().size()).containsExactly(2, 1);
    assertThat(plan.tooLong()).isEmpty();
  }

  @Test
  void aRequestAsksForNoMoreTagsThanTheDeviceMayBeAsked() throws BadTag {
    S7Plan plan = S7Plan.of(IntStream.range(0, 7).mapToObj(i -> "%DB1:" + 2 * i + ":INT").toList(), 3);
    assertThat(begin(plan, 480)).extracting(block -> block.items().stream().mapToInt(item -> item.spots().size()).sum()).containsExactly(3, 3, 1);
  }

  @Test
  void aRefusedItemIsHalvedAndItsHalvesAreAskedAtOnce() throws BadTag {
    S7Plan plan = S7Plan.of(List.of("%DB1:0:INT", "%DB1:2:INT", "%DB1:4:INT", "%DB2:0:INT"));
    Item joint = begin(plan, 480).getFirst().items().getFirst();
    assertThat(plan.split(List.of(joint), 5)).singleElement().satisfies(block -> assertThat(block.items()).isEqualTo(joint.halves()));
    assertThat(begin(plan, 480)).singleElement().satisfies(block ->
        assertThat(block.items().stream().map(item -> item.spots().stream().map(Spot::index).toList())).containsExactly(List.of(3), List.of(0), List.of(1, 2)));
  }

  @Test
  void whatWasSplitIsTriedAgainOnAnotherConnectionAndAfterAWhile() throws BadTag {
    S7Plan plan = S7Plan.of(List.of("%DB1:0:INT", "%DB1:2:INT"));
    plan.split(begin(plan, 480).getFirst().items(), 5);
    assertThat(plan.begin(CONNECTION, S7Plan.Room.WANTED, 5 + Splits.LAST).getFirst().items()).hasSize(2);
    assertThat(plan.begin(CONNECTION, S7Plan.Room.WANTED, 6 + Splits.LAST).getFirst().items()).hasSize(1);
    plan.split(begin(plan, 480).getFirst().items(), 7);
    assertThat(plan.begin(new Object(), S7Plan.Room.WANTED, 8).getFirst().items()).hasSize(1);
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
    assertThat(begin(S7Plan.of(List.of("%DB1:0:INT[231]", "%DB1:600:INT")), 480)).hasSize(2);
  }

  private static List<S7Plan.Block> begin(S7Plan plan, int pdu) {
    return plan.begin(CONNECTION, new S7Plan.Room(pdu, 1024), 0);
  }

  private static int items(S7Plan plan, int pdu) {
    return begin(plan, pdu).stream().mapToInt(block -> block.items().size()).sum();
  }

  private static int tsap(int rack, int slot, ConnectionType type) {
    return S7Link.tsap(new Endpoint.S7("plc", 102, rack, slot, type));
  }
}
