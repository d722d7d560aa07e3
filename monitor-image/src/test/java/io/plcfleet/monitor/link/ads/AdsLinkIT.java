package io.plcfleet.monitor.link.ads;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.DeviceFact;
import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.LinkContract;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Probe;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import io.plcfleet.simulator.AdsPlc;
import io.plcfleet.simulator.CpuState;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdsLinkIT extends LinkContract {
  private @Nullable AdsPlc plc;

  @Override
  protected InetSocketAddress server() {
    return plc().address();
  }

  private AdsPlc plc() {
    if (plc == null) plc = AdsPlc.start();
    return plc;
  }

  @Override
  protected void stopServer() {
    if (plc != null) plc.close();
  }

  @Override
  protected Link link(Loop on, InetSocketAddress address, Link.Watcher watcher) {
    return new AdsLink(on, new Endpoint.Ads(address.getHostString(), address.getPort(), "5.1.2.3.1.1", 851, "10.0.0.1.1.1"), watcher);
  }

  @Override
  protected Plan plan(List<String> addresses) throws BadTag {
    return AdsPlan.of(addresses);
  }

  @Override
  protected String movingTag() {
    return "MAIN.Life";
  }

  @Override
  protected String fixedTag() {
    return "MAIN.Fixed";
  }

  @Override
  protected TagValue fixedValue() {
    return new TagValue.Numeric(100L);
  }

  @Override
  protected String missingTag() {
    return "MAIN.Missing";
  }

  @Override
  protected boolean hasGreeting() {
    return true;
  }

  @Test
  void manyTagsTakeSeveralRequests() throws Exception {
    Probe probe = probe();
    List<String> tags = IntStream.range(0, 200).mapToObj(i -> "GVL.Value" + (1 + i % 50)).toList();
    Plan plan = AdsPlan.of(tags, 30);
    for (int i = 0; i < 2; i++) {
      assertThat(ok(probe.read(plan, TIMEOUT)).readings()).hasSize(200).allSatisfy(reading -> assertThat(reading).isEqualTo(Reading.of(new TagValue.Numeric(0L))));
    }
    probe.close();
  }

  @Test
  void valuesOfEveryKind() throws Exception {
    Probe probe = probe();
    List<Reading> readings = ok(probe.read(plan(List.of("MAIN.Flag", "MAIN.Pressure", "MAIN.Levels", "MAIN.Text", "MAIN.Big", "MAIN.Machine")), TIMEOUT)).readings();
    assertThat(readings.get(0).value()).isEqualTo(new TagValue.Bit(true));
    assertThat(readings.get(1).value()).isInstanceOfSatisfying(TagValue.Numeric.class, n -> assertThat(n.value().doubleValue()).isBetween(5.5, 6.5));
    assertThat(readings.get(2).value()).isEqualTo(new TagValue.Many(List.of(new TagValue.Numeric(1L), new TagValue.Numeric(2L), new TagValue.Numeric(3L))));
    assertThat(readings.get(3).value()).isEqualTo(new TagValue.Text("press 7"));
    assertThat(readings.get(4).value()).isEqualTo(new TagValue.Numeric(new BigInteger("18446744073709551615")));
    assertThat(readings.get(5)).isEqualTo(Reading.refused(TagStatus.NotDecodable));
    probe.close();
  }

  /** After it, bytes of something else lie where the variables lay. */
  @Test
  void anOnlineChangeHarmsNoValue() throws Exception {
    Probe probe = probe();
    Plan plan = plan(List.of(fixedTag(), "MAIN.Text"));
    List<Reading> before = ok(probe.read(plan, TIMEOUT)).readings();
    for (int i = 0; i < 3; i++) {
      plc().change();
      assertThat(ok(probe.read(plan, TIMEOUT)).readings()).isEqualTo(before);
    }
    probe.close();
  }

  @Test
  void tellsWhatItIsAndWhetherItsProgramRuns() throws Exception {
    Probe probe = probe();
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    assertThat(fact(probe, Inquiry.Identity)).isEqualTo(new Identity(null, "3.1.4024", null, "Plc30 App"));
    assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(io.plcfleet.monitor.link.CpuState.Run);
    plc().cpu(CpuState.Stop);
    try {
      assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(io.plcfleet.monitor.link.CpuState.Stop);
    } finally {
      plc().cpu(CpuState.Run);
    }
    probe.close();
  }

  /** As the server saw it: commands 1 and 4 read; 9 carries a name or a list along, and the parts of such a list are seen, too. */
  @Test
  void theServerIsAskedForNothingButReading() throws Exception {
    Probe probe = probe();
    ok(probe.read(plan(List.of(fixedTag(), movingTag(), missingTag())), TIMEOUT));
    fact(probe, Inquiry.Identity);
    probe.close();
    assertThat(plc().asked()).containsExactlyInAnyOrder("1", "4", "9:F004", "9:F009", "9:F082");
  }

  private static DeviceFact fact(Probe probe, Inquiry inquiry) {
    return ((Outcome.Told) Objects.requireNonNull(probe.ask(inquiry, TIMEOUT).outcome())).fact();
  }
}
