package io.plcfleet.operator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdsTagAddressTest {
  private static final Endpoint ADS = new Endpoint.Ads("a", 48898, "5.1.2.3.1.1", 851, "10.0.0.1.1.1");

  @ParameterizedTest
  @ValueSource(strings = {"MAIN.Speed", "GVL.Motors[3].Speed", ".Speed", "MAIN.Grid[-1,2,3]", "MAIN.Rows[1][2]", "MAIN.Next^.Value", "_x"})
  void readable(String address) {
    assertThat(TagAddress.problem(ADS, address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "%DB1:0:INT", "MAIN.Speed:INT", "0x4020/0:INT", "Motor[]", "Motor[1,2,3,4]", "A..B", "MAIN.", "Program:Main.Life", "A B"})
  void notReadable(String address) {
    assertThat(TagAddress.problem(ADS, address)).hasValueSatisfying(
        p -> assertThat(p).startsWith("\"" + address + "\" is not the name of a TwinCAT variable; expected for example MAIN.Speed"));
  }
}
