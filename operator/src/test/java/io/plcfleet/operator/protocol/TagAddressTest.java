package io.plcfleet.operator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagAddressTest {
  private static final Endpoint MODBUS = new Endpoint.Modbus("a", 502, 1);
  private static final Endpoint S7 = new Endpoint.S7("a", 102, 0, 1, Endpoint.S7.ConnectionType.Basic);

  @ParameterizedTest
  @ValueSource(strings = {"holding-register:1:INT", "holding-register:3:REAL", "input-register:5:UINT[10]", "coil:1", "discrete-input:7", "400005"})
  void readableByModbus(String address) {
    assertThat(TagAddress.problem(MODBUS, address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "holding-register:0:INT", "holding-register:1:NOPE", "%DB1:0:INT", "coil:one", "extended-register:1:INT"})
  void notReadableByModbus(String address) {
    assertThat(TagAddress.problem(MODBUS, address)).hasValueSatisfying(
        p -> assertThat(p).startsWith("\"" + address + "\" is not a Modbus address; expected for example holding-register:1:INT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%DB1:0:INT", "%DB1:4.0:BOOL", "%DB1.DBW10:INT", "%M10.3:BOOL", "%DB1:10:REAL", "%DB2:30:STRING(10)", "%DB1:10:INT[10]"})
  void readableByS7(String address) {
    assertThat(TagAddress.problem(S7, address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%DB1:ten:INT", "holding-register:1:INT", "%DB1:0:FOO", "CLK", "SZL_ID=16#0011;INDEX=16#0000"})
  void notReadableByS7(String address) {
    assertThat(TagAddress.problem(S7, address)).hasValueSatisfying(p -> assertThat(p).contains("is not an S7 address; expected for example %DB1:10:INT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%DB1:0.0:BOOL[8]", "%DB2:30:STRING"})
  void whatS7CannotReadSaysWhatToDo(String address) {
    assertThat(TagAddress.problem(S7, address)).hasValueSatisfying(p -> assertThat(p).containsAnyOf("read BYTE instead", "%DB1:30:STRING(10)"));
  }

  @ParameterizedTest
  @CsvSource({
      "%DB1:0:INT[232], asks for 464 bytes; at most 462 fit into one answer: split it",
      "%DB1:0:INT[1073741823], asks for 2147483646 bytes; at most 462",
      "%DB1:0:WSTRING(254), asks for 512 bytes; at most 462",
      "%DB1:0:INT[0], asks for nothing",
      "%DB1:70000:INT, reaches beyond byte 65535",
      "holding-register:1:DINT[63], asks for 126 registers; at most 125 fit into one answer: split it",
      "holding-register:1:INT[126], at most 125 registers or 2000 bits fit into one answer: split it",
      "coil:1:BOOL[2001], at most 125 registers or 2000 bits fit into one answer: split it"})
  void whatNoAnswerHoldsIsToBeSplit(String address, String problem) {
    Endpoint endpoint = address.startsWith("%") ? S7 : MODBUS;
    assertThat(TagAddress.problem(endpoint, address)).hasValueSatisfying(p -> assertThat(p).contains("\"" + address + "\"", problem));
  }

  @ParameterizedTest
  @CsvSource({
      "holding-register:1:STRING[8], CHAR[n]", "holding-register:1:WSTRING[8], WCHAR[n]", "input-register:1:TIME, UDINT", "holding-register:1:LDATE_AND_TIME, ULINT",
      "holding-register:1:BYTE[4], UINT[n]", "holding-register:1:SINT[4], UINT[n]", "holding-register:1:BOOL[16], UINT[n]",
      "holding-register:1:WORD[2], UINT[n]", "holding-register:1:DWORD[2], UDINT[n]", "holding-register:1:LWORD[2], ULINT[n]", "coil:1:INT, BOOL"})
  void typesThatModbusCannotReadNameAnother(String address, String instead) {
    assertThat(TagAddress.problem(MODBUS, address)).hasValueSatisfying(p -> assertThat(p).contains("\"" + address + "\"", instead));
  }
}
