package io.plcfleet.monitor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.scoring.Profile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final String GOOD = new Fleet(1000, 800)
      .modbus("press", InetSocketAddress.createUnresolved("press.example", 502), 1, "holding-register:1:INT")
      .s7("robot", InetSocketAddress.createUnresolved("robot.example", 102), "%DB1:0:INT").json(7);

  @Test
  void aGoodFile() throws BadConfig {
    Assignments read = read(GOOD);
    assertThat(read.serial()).isEqualTo(7);
    assertThat(read.revisions()).containsExactly(Fleet.REVISION);
    assertThat(read.plcs()).extracting(plc -> plc.endpoint().identity()).containsExactly("modbus://press.example:502/1", "s7://robot.example:102/0/1");
    assertThat(read.plcs().getFirst().link().polling().intervalMillis()).isEqualTo(1000);
    assertThat(read.profiles().get("standard")).isNotNull().extracting(Profile::grades).isEqualTo(new Profile.Thresholds(90, 70, 50));
    assertThat(read.plcs().get(1).endpoint()).isInstanceOfSatisfying(Endpoint.S7.class,
        s7 -> assertThat(s7.connectionType()).isEqualTo(Endpoint.S7.ConnectionType.Basic));
  }

  @Test
  void unknownFieldsArePassedOver() throws BadConfig {
    assertThat(read(GOOD.replaceFirst("\\{", "{\"newer\":{\"field\":[1]},")).plcs()).hasSize(2);
  }

  @Test
  void aPlcMayHavePollingOfItsOwnAndNeedNoTags() throws BadConfig {
    Assignments read = read(GOOD.replace("\"name\":\"press\"", "\"polling\":{\"intervalMillis\":50},\"name\":\"press\"")
        .replaceFirst("\"tags\":\\[[^]]*],", ""));
    assertThat(read.plcs().getFirst().link().polling()).isEqualTo(new MonitorConfig.Polling(50, 800));
    assertThat(read.plcs().getFirst().entry().tags()).isEmpty();
  }

  @Test
  void theFirstTagIsEssentialWhenNoneIsNamed() throws BadConfig {
    String two = new Fleet(1000, 800).modbus("press", InetSocketAddress.createUnresolved("press.example", 502), 1, "coil:1", "coil:2").json(1);
    assertThat(essential(two)).containsExactly(true, false);
    assertThat(essential(two.replaceFirst("(coil:2\",\"essential\":)false", "$1true"))).containsExactly(false, true);
  }

  @Test
  void oneLifeSignIsEnough() {
    String life = GOOD.replace("\"essential\":false", "\"essential\":false,\"role\":\"LifeSign\"");
    String two = life.replace("\"tags\":[", "\"tags\":[{\"name\":\"other\",\"address\":\"coil:1\",\"essential\":true,\"role\":\"LifeSign\"},");
    assertThatThrownBy(() -> read(two)).hasMessageContaining("plcs[0] press.tags: other, tag0 have the role LifeSign; one of them must do");
  }

  @Test
  void aShadowIsAProfileOfAnotherRevision() throws BadConfig {
    String settings = GOOD.substring(GOOD.indexOf("\"6f1c2a\":{") + 9, GOOD.indexOf(",\"plcs\""));
    String shadowed = GOOD.replaceFirst("\"settings\":\\{", "\"settings\":{\"candidate\":" + settings.substring(0, settings.length() - 1).replace("300000", "60000") + ",")
        .replace("\"name\":\"press\"", "\"name\":\"press\",\"shadow\":{\"revision\":\"candidate\",\"profile\":\"standard\"}");
    List<Assignment> read = read(shadowed).plcs();
    assertThat(read.getFirst().shadow()).isNotNull().extracting(Profile::window).isEqualTo(Duration.ofMinutes(1));
    assertThat(read.getFirst().profile().window()).isEqualTo(Duration.ofMinutes(5));
    assertThat(read.get(1).shadow()).isNull();
  }

  @Test
  void anInformationWithoutValueIsNone() throws BadConfig {
    assertThat(GOOD).contains("\"line\":\"a\"");
    assertThat(read(GOOD.replace("\"line\":\"a\"", "\"line\":null")).plcs().getFirst().entry().info()).containsOnlyKeys("criticality");
  }

  @Test
  void aNameIsReadOnceButMayBeReleasedBesideThat() throws BadConfig {
    String twice = GOOD.replace("\"name\":\"robot\"", "\"name\":\"press\"");
    assertThatThrownBy(() -> read(twice)).isInstanceOf(BadConfig.class).hasMessageContaining("plcs[1] press.name: \"press\" is to be read twice");
    assertThat(read(twice.replaceFirst("\"state\":\"Read\"", "\"state\":\"Release\"")).plcs()).hasSize(2);
  }

  @Test
  void everyPlaceWhereAFileMayBeCutOff() {
    for (int length = 0; length < GOOD.length(); length++) {
      String cut = GOOD.substring(0, length);
      assertThatThrownBy(() -> read(cut)).as(cut).isInstanceOf(BadConfig.class);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'{\"serial\":7'                   | '{\"serial\":\"x\"'                  | line 1 column 11: serial",
      "'\"state\":\"Read\"'              | '\"state\":\"Sleep\"'                | \"Sleep\"",
      "'\"modbus\":{'                    | '\"mqtt\":{'                         | plcs[0] press: plcs[press]: exactly one of modbus, s7, opcUa, eip, ads is needed",
      "'\"port\":502'                    | '\"port\":70000'                     | plcs[0] press.modbus.port: 70000 is not within 1 to 65535",
      "'\"unitId\":1'                    | '\"unitId\":256'                     | plcs[0] press.modbus.unitId: 256 is not within 0 to 255",
      "'\"slot\":1'                      | '\"slot\":32'                        | plcs[1] robot.s7.slot: 32 is not within 0 to 31",
      "'\"s7\":{\"host\":\"robot.example\",\"port\":102,\"rack\":0,\"slot\":1,\"connectionType\":\"Basic\"}' | '\"ads\":{\"host\":\"a\",\"port\":48898,\"amsNetId\":\"5.1.2.3.1\",\"amsPort\":851,\"sourceAmsNetId\":\"10.0.0.1.1.1\"}' | plcs[1] robot.ads.amsNetId: \"5.1.2.3.1\" is no AmsNetId, as 192.168.0.17.1.1",
      "'\"s7\":{\"host\":\"robot.example\",\"port\":102,\"rack\":0,\"slot\":1,\"connectionType\":\"Basic\"}' | '\"ads\":{\"host\":\"a\",\"port\":48898,\"amsNetId\":\"5.1.2.3.1.1\",\"amsPort\":0,\"sourceAmsNetId\":\"10.0.0.1.1.1\"}' | plcs[1] robot.ads.amsPort: 0 is not within 1 to 65535",
      "'\"connectionType\":\"Basic\"'    | '\"connectionType\":\"Guest\"'       | Guest",
      "'\"intervalMillis\":1000'         | '\"intervalMillis\":0'               | settings.6f1c2a.links.plain.polling.intervalMillis: 0 is not within 10 to 86400000",
      "'\"revision\":\"6f1c2a\"'         | '\"revision\":\"other\"'             | plcs[0] press.revision: \"other\" has no settings; expected one of [6f1c2a]",
      "'\"profile\":\"standard\"'        | '\"profile\":\"press\"'              | plcs[0] press.profile: \"press\" is not among the profiles of revision 6f1c2a",
      "'\"count\":6'                   | '\"count\":128'                      | settings.6f1c2a.links.plain.connection.keepAlive.count: 128 is not within 1 to 127",
      "'\"factor\":1.5'                | '\"factor\":0.5'                     | settings.6f1c2a.links.plain.connection.backoff.factor: 0.5 is not within 1 to 1000000",
      "'\"maxMillis\":30000'           | '\"maxMillis\":500'                  | links.plain.connection.backoff.maxMillis: 500 is not within 1000 to 86400000",
      "'\"maxMisses\":2'               | '\"maxMisses\":0'                    | links.plain.heartbeat.maxMisses: 0 is not within 1 to 1000000",
      "'\"heartbeat\"'                 | '\"heartbeats\"'                     | settings.6f1c2a.links.plain: polling, heartbeat and connection are needed",
      "'\"link\":\"plain\"'            | '\"link\":\"gone\"'                  | plcs[0] press.link: \"gone\" is not among the links of revision 6f1c2a; expected one of [plain]",
      "'\"name\":\"robot\"'            | '\"name\":\"robot\",\"shadow\":{\"revision\":\"x\",\"profile\":\"standard\"}' | plcs[1] robot.shadow.revision: \"x\" has no settings",
      "'\"name\":\"robot\"'            | '\"name\":\"robot\",\"polling\":{\"timeoutMillis\":0}' | plcs[1] robot.polling.timeoutMillis: 0 is not within 1 to",
      "'\"name\":\"robot\"'            | '\"name\":\"robot\",\"maintenance\":{\"reason\":\"belt\",\"connections\":\"Keep\"}' | plcs[1] robot.maintenance: reason, until and connections are needed",
      "'\"name\":\"robot\"'            | '\"name\":\"robot\",\"maintenance\":{\"reason\":\"belt\",\"until\":\"soon\",\"connections\":\"Keep\"}' | plcs[1] robot.maintenance.until: \"soon\" is no time",
      "'\"essential\":false'           | '\"essential\":false,\"intervalMillis\":5'  | plcs[0] press.tags[0].intervalMillis: 5 is not within 10 to 86400000",
      "'uid-of-robot'                    | 'uid-of-press'                       | \"uid-of-press\" stands twice",
      "'\"points\":50'                   | '\"points\":60'                      | settings.6f1c2a.profiles.standard: points must add up to 100",
      "'\"healthy\":90'                  | '\"healthy\":60'                     | grades must descend",
      "'\"address\":\"%DB1:0:INT\"'      | '\"adress\":\"%DB1:0:INT\"'          | plcs[1] robot.tags: each needs name and address"})
  void badFilesSayFieldValueAndWayOut(String from, String to, String words) {
    assertThat(GOOD).contains(from);
    assertThatThrownBy(() -> read(GOOD.replace(from, to))).isInstanceOf(BadConfig.class).hasMessageContaining(words);
  }

  @Test
  void aFileThatIsWrongAllOverIsToldInShort() {
    String wrong = new String(new char[30]).replace("\0", "{},");
    assertThatThrownBy(() -> read("{\"serial\":1,\"settings\":{},\"plcs\":[" + wrong + "{}]}"))
        .isInstanceOf(BadConfig.class).hasMessageContaining("and 26 more");
    assertThatThrownBy(() -> read("null")).isInstanceOf(BadConfig.class);
    assertThatThrownBy(() -> read("{}")).isInstanceOf(BadConfig.class);
    assertThatThrownBy(() -> read("[1]")).isInstanceOf(BadConfig.class);
  }

  private static List<Boolean> essential(String json) throws BadConfig {
    return read(json).plcs().getFirst().entry().tags().stream().map(MonitorConfig.Tag::essential).toList();
  }

  private static Assignments read(String json) throws BadConfig {
    return ConfigReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
