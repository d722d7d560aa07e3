package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.CpuState;
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
import io.plcfleet.simulator.S7Plcs;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class S7LinkIT extends LinkContract {
  private @Nullable S7Plcs plcs;

  @Override
  protected InetSocketAddress server() {
    if (plcs == null) plcs = S7Plcs.start(List.of("plc"));
    return plcs.address("plc");
  }

  @Override
  protected void stopServer() {
    if (plcs != null) plcs.close();
  }

  @Override
  protected Link link(Loop on, InetSocketAddress address, Link.Watcher watcher) {
    return link(on, address, watcher, Endpoint.S7.ConnectionType.Basic);
  }

  @Override
  protected Plan plan(List<String> addresses) throws BadTag {
    return S7Plan.of(addresses);
  }

  @Override
  protected String movingTag() {
    return "%DB1:0:INT";
  }

  /** The last bytes that the DB has: what lies behind them shares their item. */
  @Override
  protected String fixedTag() {
    return "%DB1:1022:INT";
  }

  @Override
  protected TagValue fixedValue() {
    return new TagValue.Numeric(1022L);
  }

  @Override
  protected String missingTag() {
    return "%DB1:1024:INT";
  }

  @Override
  protected boolean hasGreeting() {
    return true;
  }

  @ParameterizedTest
  @EnumSource(Endpoint.S7.ConnectionType.class)
  void everyKindOfPartnerIsTaken(Endpoint.S7.ConnectionType type) throws Exception {
    Probe probe = new Probe(loop(), watcher -> link(loop(), server(), watcher, type));
    assertThat(ok(probe.read(plan(List.of(fixedTag())), TIMEOUT)).readings()).containsExactly(Reading.of(fixedValue()));
    probe.close();
  }

  /** Far apart, so that each is an item; close together, so that they share items. */
  @ParameterizedTest
  @ValueSource(ints = {20, 2})
  void manyTagsTakeSeveralRequests(int apart) throws Exception {
    Probe probe = probe();
    List<String> tags = IntStream.range(0, 900 / apart).mapToObj(i -> "%DB1:" + (100 + apart * i) + ":INT").toList();
    List<Reading> readings = ok(probe.read(plan(tags), TIMEOUT)).readings();
    for (int i = 0; i < tags.size(); i++) assertThat(readings.get(i)).isEqualTo(Reading.of(new TagValue.Numeric(100L + (long) apart * i)));
    probe.close();
  }

  /** snap7 answers a missing DB by an item with a length and no data. */
  @Test
  void aMissingBlockLeavesTheOthersAlone() throws Exception {
    Probe probe = probe();
    assertThat(ok(probe.read(plan(List.of("%DB7:0:INT", fixedTag(), "%DB7:2:INT")), TIMEOUT)).readings()).containsExactly(
        Reading.refused(TagStatus.AddressError), Reading.of(fixedValue()), Reading.refused(TagStatus.AddressError));
    probe.close();
  }

  @Test
  void theCpuTellsWhetherItRuns() throws Exception {
    Probe probe = probe();
    assertThat(probe.open(TIMEOUT).outcome()).isNull();
    assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(CpuState.Run);
    plcs().cpu("plc", io.plcfleet.simulator.CpuState.Stop);
    try {
      assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(CpuState.Stop);
    } finally {
      plcs().cpu("plc", io.plcfleet.simulator.CpuState.Run);
    }
    assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(CpuState.Run);
    probe.close();
  }

  /** What the server, snap7, says that it is. */
  @Test
  void theCpuTellsWhichOneItIs() throws Exception {
    Probe probe = probe();
    assertThat(probe.open(TIMEOUT).outcome()).isNull();
    assertThat(fact(probe, Inquiry.Identity)).isEqualTo(new Identity("6ES7 315-2EH14-0AB0", "V3.2.6", "S C-C2UR28922012", "CPU 315-2 PN/DP"));
    assertThat(ok(probe.read(plan(List.of(fixedTag())), TIMEOUT)).readings()).containsExactly(Reading.of(fixedValue()));
    probe.close();
  }

  private DeviceFact fact(Probe probe, Inquiry inquiry) {
    assertThat(probe.link().canAsk(inquiry)).isTrue();
    Outcome.Told told = (Outcome.Told) Objects.requireNonNull(probe.ask(inquiry, TIMEOUT).outcome());
    assertThat(told.refused()).isFalse();
    return told.fact();
  }

  private S7Plcs plcs() {
    return Objects.requireNonNull(plcs);
  }

  private static Link link(Loop on, InetSocketAddress address, Link.Watcher watcher, Endpoint.S7.ConnectionType type) {
    return new S7Link(on, new Endpoint.S7(address.getHostString(), address.getPort(), 0, 1, type), watcher);
  }
}
