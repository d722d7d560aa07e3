package io.plcfleet.monitor.link.eip;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.BadTag;
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
import io.plcfleet.simulator.EipPlc;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EipLinkIT extends LinkContract {
  private @Nullable EipPlc plc;

  @Override
  protected InetSocketAddress server() {
    if (plc == null) plc = EipPlc.start();
    return plc.address();
  }

  @Override
  protected void stopServer() {
    if (plc != null) plc.close();
  }

  @Override
  protected Link link(Loop on, InetSocketAddress address, Link.Watcher watcher) {
    return link(on, address, watcher, "1,0");
  }

  @Override
  protected Plan plan(List<String> addresses) throws BadTag {
    return EipPlan.of(addresses);
  }

  @Override
  protected String movingTag() {
    return "Life";
  }

  @Override
  protected String fixedTag() {
    return "Fixed";
  }

  @Override
  protected TagValue fixedValue() {
    return new TagValue.Numeric(100L);
  }

  @Override
  protected String missingTag() {
    return "Missing";
  }

  @Override
  protected boolean hasGreeting() {
    return true;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,0", "1,3"})
  void everyRouteIsTaken(String path) throws Exception {
    Probe probe = new Probe(loop(), watcher -> link(loop(), server(), watcher, path));
    assertThat(ok(probe.read(plan(List.of(fixedTag())), TIMEOUT)).readings()).containsExactly(Reading.of(fixedValue()));
    probe.close();
  }

  @Test
  void manyTagsTakeSeveralRequests() throws Exception {
    Probe probe = probe();
    List<String> tags = IntStream.range(0, 200).mapToObj(i -> "Value" + (1 + i % 50)).toList();
    List<Reading> readings = ok(probe.read(plan(tags), TIMEOUT)).readings();
    assertThat(readings).hasSize(200).allSatisfy(reading -> assertThat(reading).isEqualTo(Reading.of(new TagValue.Numeric(0L))));
    probe.close();
  }

  @Test
  void valuesOfEveryKind() throws Exception {
    Probe probe = probe();
    List<Reading> readings = ok(probe.read(plan(List.of("Flag", "Pressure", "Levels[1]", "Levels[9]")), TIMEOUT)).readings();
    assertThat(readings.get(0).value()).isEqualTo(new TagValue.Bit(false));
    assertThat(readings.get(1).value()).isInstanceOfSatisfying(TagValue.Numeric.class, n -> assertThat(n.value().doubleValue()).isBetween(5.5, 6.5));
    assertThat(readings.get(2).value()).isEqualTo(new TagValue.Numeric(2L));
    assertThat(readings.get(3).status()).isEqualTo(TagStatus.AddressError);
    probe.close();
  }

  @Test
  void tellsWhatItIs() throws Exception {
    Probe probe = probe();
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    assertThat(probe.ask(Inquiry.Identity, TIMEOUT).outcome()).isInstanceOfSatisfying(Outcome.Told.class,
        told -> assertThat(told.fact()).isEqualTo(new Identity(null, "20.011", "006C061A", "1756-L61/B LOGIX5561")));
    probe.close();
  }

  private static Link link(Loop on, InetSocketAddress address, Link.Watcher watcher, String path) {
    return new EipLink(on, new Endpoint.Eip(address.getHostString(), address.getPort(), path), watcher);
  }
}
