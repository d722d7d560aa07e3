package io.plcfleet.operator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EipTagAddressTest {
  private static final Endpoint EIP = new Endpoint.Eip("a", 44818, "1,0");

  @ParameterizedTest
  @ValueSource(strings = {"Temperature", "_x1", "Motor[3].Speed", "Program:Main.Life", "Grid[1,2,3]", "A.B.C"})
  void readable(String address) {
    assertThat(TagAddress.problem(EIP, address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "%DB1:0:INT", "Motor[]", "Motor[-1]", "Motor[1,2,3,4]", "A..B", "A.Program:Main", "ns=2;s=Life", "A B"})
  void notReadable(String address) {
    assertThat(TagAddress.problem(EIP, address)).hasValueSatisfying(
        p -> assertThat(p).startsWith("\"" + address + "\" is not a Logix tag; expected for example Temperature, Motor[3].Speed"));
  }
}
