package io.plcfleet.operator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityMode;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaTagAddressTest {
  private static final Endpoint OPC_UA = new Endpoint.OpcUa("a", 4840, "", SecurityPolicy.None, SecurityMode.None, null);

  @ParameterizedTest
  @ValueSource(strings = {"ns=2;s=Press.Temperature", "ns=3;s=\"DB_1\".\"Temp;1\"", "ns=2;i=5", "i=2258", "i=4294967295", "ns=65535;s=x",
      "ns=1;g=09087e75-8e5e-499b-954f-f2a9603db28a", "ns=1;b=M/RbKBsRVkePCePcx24oRA=="})
  void readable(String address) {
    assertThat(TagAddress.problem(OPC_UA, address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "%DB1:0:INT", "ns=2;s=", "ns=x;i=5", "ns=2;i=five", "ns=2,i=5", "g=1234", "nsu=urn:x;i=5"})
  void notReadable(String address) {
    assertThat(TagAddress.problem(OPC_UA, address)).hasValueSatisfying(
        p -> assertThat(p).startsWith("\"" + address + "\" is not an OPC UA NodeId; expected for example ns=2;s=Press.Temperature"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ns=65536;i=1", "i=4294967296"})
  void outOfRange(String address) {
    assertThat(TagAddress.problem(OPC_UA, address)).hasValueSatisfying(p -> assertThat(p).contains("beyond"));
  }
}
