package io.plcfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
                                  | 10.1.2.3          | true
                                  | 2001:db8::7       | true
                                  | 127.0.0.1         | false
                                  | 127.9.9.9         | false
                                  | 169.254.169.254   | false
                                  | 0.0.0.0           | false
                                  | 255.255.255.255   | false
                                  | 224.0.0.1         | false
                                  | ::1               | false
                                  | fe80::1           | false
                                  | fd00:ec2::254     | false
                                  | ::ffff:127.0.0.1  | false
      10.1.0.0/16                 | 10.1.2.3          | true
      10.1.0.0/16                 | 10.2.2.3          | false
      10.1.0.0/16                 | 2001:db8::7       | false
      10.1.0.0/16                 | ::ffff:10.1.2.3   | true
      10.1.0.0/16, 2001:db8::/48  | 2001:db8::7       | true
      10.1.0.0/16, 2001:db8::/48  | 2001:db8:1::7     | false
      10.1.2.3                    | 10.1.2.3          | true
      10.1.2.3                    | 10.1.2.4          | false
      10.1.2.128/25               | 10.1.2.127        | false
      10.1.2.128/25               | 10.1.2.128        | true
      0.0.0.0/0                   | 192.168.7.7       | true
      0.0.0.0/0                   | 127.0.0.1         | false
      0.0.0.0/0                   | 169.254.169.254   | false
      127.0.0.0/8                 | 127.0.0.2         | true
      127.0.0.0/8                 | 10.1.2.3          | false
      169.254.7.0/24              | 169.254.7.1       | true
      169.254.7.0/24              | 169.254.169.254   | false
      ::/0                        | ::1               | false
      ::1/128                     | ::1               | true
      """)
  void permitsWhatTheAdministratorListed(String listed, String address, boolean permitted) {
    assertThat(Networks.parse(listed == null ? "" : listed).permit(InetAddress.ofLiteral(address))).isEqualTo(permitted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plant", "10.1.0.0/33", "10.1.0.0/-1", "10.1.0.0/x", "10.1.0.1/16", "10.1.0.0/", "/16", "2001:db8::/129", "10.1/16"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> Networks.parse("10.0.0.0/8," + text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is no network: give one as 10.1.0.0/16 or 2001:db8::/48, with zeros behind the network's bits");
  }

  @Test
  void saysWhatItRefusesAndWhoPermitsIt() {
    assertThat(Networks.parse("10.1.0.0/16, 192.168.7.0/24").refusal(InetAddress.ofLiteral("10.2.0.1")))
        .isEqualTo("10.2.0.1 is not among the networks that the administrator permits (chart value allowedCidrs): permitted are 10.1.0.0/16,192.168.7.0/24");
    assertThat(Networks.USUAL.refusal(InetAddress.ofLiteral("127.0.0.1"))).endsWith("loopback, link-local and multicast addresses are refused unless they are listed");
  }

  @Test
  void isWrittenAsItIsRead() {
    Networks networks = Networks.parse("10.1.0.0/16,2001:db8::/48");
    assertThat(Networks.parse(networks.toString())).isEqualTo(networks);
  }

  /** Whatever a monitor may connect to lies in a block and in none of its exceptions, and nothing else does. */
  @ParameterizedTest
  @ValueSource(strings = {"", "10.1.0.0/16,2001:db8::/48", "0.0.0.0/0", "0.0.0.0/0,127.0.0.0/8", "127.0.0.1", "224.0.0.0/3,10.0.0.0/8", "::/0,fe80::/10"})
  void blocksAreTheSameAddresses(String listed) {
    Networks networks = Networks.parse(listed);
    for (String text : List.of("10.1.2.3", "10.2.0.1", "127.0.0.1", "127.0.0.2", "169.254.169.254", "0.0.0.0", "239.1.1.1", "192.168.7.1", "::1", "::", "fe80::1", "fd00:ec2::254", "2001:db8::7", "2001:db9::7", "ff02::1")) {
      InetAddress address = InetAddress.ofLiteral(text);
      boolean inABlock = networks.blocks().stream().anyMatch(b -> b.network().contains(address) && b.except().stream().noneMatch(e -> e.contains(address)));
      assertThat(inABlock).as(text).isEqualTo(networks.permit(address));
    }
  }
}
