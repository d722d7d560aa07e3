package io.plcfleet.monitor.link.ads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdsPlanTest {
  private static final int INT = 2;
  private static final int DINT = 3;
  private static final String OK = "00000000";
  private static final String MISSING = "10070000";
  private static final String INT_OK = OK + "02000000";
  private static final String DINT_OK = OK + "04000000";

  /** Codes and lengths of an INT and a DINT, then their values. */
  @Test
  void codesAndLengthsComeFirst() throws Exception {
    assertThat(take(plan(), INT_OK + DINT_OK + "d204" + "15cd5b07"))
        .containsExactly(Reading.of(new TagValue.Numeric(1234L)), Reading.of(new TagValue.Numeric(123456789L)));
  }

  @Test
  void oneThatFailedLeavesTheOthersAlone() throws Exception {
    assertThat(take(plan(), MISSING + OK + DINT_OK + "15cd5b07"))
        .containsExactly(Reading.refused(TagStatus.AddressError), Reading.of(new TagValue.Numeric(123456789L)));
  }

  @ParameterizedTest
  @CsvSource({OK + "04000000, d2040000", "05070000" + OK + ", ''"})
  void aVariableOfAnotherLengthIsLookedUpAnew(String result, String value) throws Exception {
    AdsPlan plan = plan();
    assertThat(take(plan, result + DINT_OK + value + "15cd5b07"))
        .containsExactly(Reading.refused(TagStatus.AddressError), Reading.of(new TagValue.Numeric(123456789L)));
    assertThat(plan.unknown(0, false)).containsExactly(0);
    assertThat(plan.blocks()).extracting(AdsPlan.Block::tags).containsExactly(List.of(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", OK, INT_OK + DINT_OK, INT_OK + DINT_OK + "d204", INT_OK + DINT_OK + "d20415cd5b0700", OK + "ffffffff" + DINT_OK})
  void anAnswerOfAnotherLengthIsMalformed(String answer) throws BadTag {
    AdsPlan plan = plan();
    assertThatThrownBy(() -> take(plan, answer)).isInstanceOf(Malformed.class);
  }

  @Test
  void oneByItselfIsItsOwnAnswer() throws Exception {
    AdsPlan plan = AdsPlan.of(List.of("MAIN.a"));
    plan.found(0, symbol(INT, 2, 0));
    assertThat(take(plan, "d204")).containsExactly(Reading.of(new TagValue.Numeric(1234L)));
  }

  @Test
  void typesAreLookedUpAnewOnEachConnectionAfterAWhileAndWhenNoneIsKnown() throws Exception {
    AdsPlan plan = plan();
    plan.begin("one", 0);
    assertThat(plan.unknown(0, false)).containsExactly(0, 1);
    find(plan);
    plan.begin("one", AdsPlan.TYPES_LAST);
    assertThat(plan.unknown(0, false)).isEmpty();
    plan.begin("one", AdsPlan.TYPES_LAST + 1);
    assertThat(plan.unknown(0, false)).containsExactly(0, 1);
    find(plan);
    plan.begin("two", AdsPlan.TYPES_LAST + 2);
    assertThat(plan.unknown(0, false)).containsExactly(0, 1);
    plan.refused(0, TagStatus.AddressError);
    plan.found(1, symbol(DINT, 4, 0));
    plan.begin("two", AdsPlan.TYPES_LAST + 3);
    assertThat(plan.unknown(0, false)).isEmpty();
    plan.refused(1, TagStatus.AddressError);
    plan.begin("two", AdsPlan.TYPES_LAST + 4);
    assertThat(plan.unknown(0, false)).containsExactly(0, 1);
  }

  @Test
  void ofSeveralThatAreLookedUpEachHasItsOwnResult() throws Exception {
    AdsPlan plan = AdsPlan.of(List.of("MAIN.a", "MAIN.b", "MAIN.c", "MAIN.d"));
    Reading[] readings = new Reading[4];
    String found = "1e000000" + "40400000" + "08000000" + "02000000" + "02000000" + "00000000" + "000000000000";
    assertThat(plan.takeSymbols(List.of(0, 1, 2, 3), bytes(MISSING + OK + OK + "1e000000" + "05070000" + OK + "08070000" + OK + found), readings))
        .containsExactly(2);
    assertThat(plan.finding(0)).isEqualTo(new Finding.Refused(TagStatus.AddressError));
    assertThat(plan.finding(1)).isEqualTo(new Finding.Found(symbol(INT, 2, 0)));
    assertThat(plan.unknown(0, false)).containsExactly(2, 3);
    assertThat(plan.unknown(3, true)).containsExactly(3);
    assertThat(readings).containsExactly(null, null, null, Reading.refused(TagStatus.DeviceBusy));
  }

  @Test
  void noRequestCarriesMoreNamesThanItHolds() throws Exception {
    AdsPlan plan = AdsPlan.of(IntStream.range(100, 300).mapToObj(i -> "MAIN." + "x".repeat(120) + i).toList());
    assertThat(plan.lookUp(plan.unknown(0, false)).length).isLessThan(Loop.LARGEST_REQUEST - AmsFrames.HEADER);
    for (int tag = 0; tag < 200; tag++) plan.found(tag, symbol(INT, 2, 0));
    assertThat(plan.blocks()).hasSize(4).allSatisfy(block -> assertThat(block.request().length).isLessThan(Loop.LARGEST_REQUEST - AmsFrames.HEADER));
    assertThat(plan.request(199)).isEqualTo(3);
  }

  @Test
  void requestsHoldNoMoreThanAnAnswerDoesAndAreHalved() throws Exception {
    AdsPlan plan = AdsPlan.of(IntStream.range(0, 5).mapToObj(i -> "MAIN.a" + i).toList());
    for (int i = 0; i < 5; i++) plan.found(i, symbol(30, AdsPlan.MOST_BYTES / 2, 0));
    assertThat(plan.blocks()).extracting(AdsPlan.Block::tags).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
    plan.split(1);
    assertThat(plan.blocks()).extracting(AdsPlan.Block::tags).containsExactly(List.of(0, 1), List.of(2), List.of(3), List.of(4));
  }

  @ParameterizedTest
  @CsvSource({"30, 8193, 0, TooLong", "65, 8, 0, NotDecodable", "2, 3, 0, NotDecodable", "33, 3, 2, NotDecodable", "2, 0, 0, NotDecodable", "19, -4, 0, NotDecodable"})
  void whatCannotBeReadIsRefused(int type, int size, int flags, TagStatus status) throws Exception {
    AdsPlan plan = AdsPlan.of(List.of("MAIN.a"));
    plan.found(0, symbol(type, size, flags));
    assertThat(plan.finding(0)).isEqualTo(new Finding.Refused(status));
    assertThat(plan.blocks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
      "33, 1, 01, Bit[value=true]", "33, 0, 00, Bit[value=false]", "16, 1, ff, Numeric[value=-1]", "17, 1, ff, Numeric[value=255]", "18, 2, ffff, Numeric[value=65535]",
      "19, 4, ffffffff, Numeric[value=4294967295]", "20, 8, ffffffffffffffff, Numeric[value=-1]", "21, 8, ffffffffffffffff, Numeric[value=18446744073709551615]",
      "4, 4, 00006040, Numeric[value=3.5]", "5, 8, 0000000000000c40, Numeric[value=3.5]", "30, 4, 41424300, Text[value=ABC]", "30, 2, 4142, Text[value=AB]",
      "31, 6, 410042000000, Text[value=AB]"})
  void valuesOfEveryType(int type, int size, String data, String value) throws Exception {
    Symbol symbol = symbol(type, size, 0);
    assertThat(symbol.readable(AdsPlan.MOST_BYTES)).isEqualTo(TagStatus.Ok);
    assertThat(symbol.read(bytes(data)).value()).hasToString(value);
  }

  @Test
  void aRehearsalNeedsNoDevice() throws Exception {
    plan().rehearse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIN", "MAIN.a", ".a", "GVL.m[3].x", "MAIN.grid[-1,2]", "MAIN.p^.x", "MAIN._a1"})
  void names(String address) throws BadTag {
    AdsPlan.check(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MAIN.", "1st", "MAIN..a", "MAIN.a[]", "MAIN.a b", "%DB1:0:INT", "MAIN.a\0b"})
  void noNames(String address) {
    assertThatThrownBy(() -> AdsPlan.check(address)).isInstanceOf(BadTag.class).hasMessageContaining("expected for example MAIN.Speed");
  }

  private static AdsPlan plan() throws BadTag {
    AdsPlan plan = AdsPlan.of(List.of("MAIN.a", "MAIN.b"));
    find(plan);
    return plan;
  }

  private static void find(AdsPlan plan) {
    plan.found(0, symbol(INT, 2, 0));
    plan.found(1, symbol(DINT, 4, 0));
  }

  static Symbol symbol(int type, int size, int flags) {
    try {
      return Symbol.of(ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN).putInt(12, size).putInt(16, type).putInt(20, flags));
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static Reading[] take(AdsPlan plan, String answer) throws Malformed {
    Reading[] readings = new Reading[plan.tags()];
    plan.take(plan.blocks().getFirst(), bytes(answer), readings);
    return readings;
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
