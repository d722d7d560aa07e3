package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.Latency;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every protocol's link must do, against a real server behind a link that can be told to fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LinkContract {
  protected static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final EventLoop loop = Loop.start();
  private @Nullable FaultProxy proxy;
  private @Nullable FaultyLink wire;

  /** The real server; started by the first call. */
  protected abstract InetSocketAddress server();

  protected abstract void stopServer();

  protected abstract Link link(Loop on, InetSocketAddress address, Link.Watcher watcher);

  protected abstract Plan plan(List<String> addresses) throws BadTag;

  /** A counter that changes every 50 ms. */
  protected abstract String movingTag();

  /** A tag that the server has, of a value that is known. */
  protected abstract String fixedTag();

  protected abstract TagValue fixedValue();

  /** A tag that the server does not have, right beside the fixed one where that matters. */
  protected abstract String missingTag();

  /** Whether TCP alone is not enough: then a silent device is found while greeting. */
  protected abstract boolean hasGreeting();

  @BeforeAll
  void start() {
    proxy = FaultProxy.start();
    wire = proxy.link("plc", ANY_PORT, server(), Latency.NONE);
  }

  @AfterAll
  void stop() {
    loop.close();
    if (proxy != null) proxy.close();
    stopServer();
  }

  @BeforeEach
  @AfterEach
  void heal() {
    wire().heal();
  }

  @Test
  void readsValuesThatMove() throws Exception {
    Probe probe = probe();
    Plan plan = plan(List.of(movingTag(), fixedTag()));
    TagValue first = ok(probe.read(plan, TIMEOUT)).readings().getFirst().value();
    Thread.sleep(200);
    Outcome.Ok second = ok(probe.read(plan, TIMEOUT));
    assertThat(second.readings().getFirst().value()).isNotNull().isNotEqualTo(first);
    assertThat(second.readings().get(1)).isEqualTo(Reading.of(fixedValue()));
    assertThat(second.ackNanos()).isPositive().isLessThanOrEqualTo(second.readNanos());
    probe.close();
  }

  @Test
  void aBadTagLeavesTheGoodOnesAlone() throws Exception {
    Probe probe = probe();
    Plan plan = plan(List.of(fixedTag(), missingTag(), movingTag()));
    for (int i = 0; i < 2; i++) {  // the second time with what was learnt from the first
      Outcome.Ok ok = ok(probe.read(plan, TIMEOUT));
      assertThat(ok.readings()).extracting(Reading::status).containsExactly(TagStatus.Ok, TagStatus.AddressError, TagStatus.Ok);
      assertThat(ok.readings().getFirst().value()).isEqualTo(fixedValue());
    }
    probe.close();
  }

  /** Frames end anywhere, and a request may be taken in parts. */
  @Test
  void inPiecesOfOneToThreeBytes() throws Exception {
    try (Trickle trickle = new Trickle(server())) {
      Probe probe = new Probe(loop, watcher -> link(loop, trickle.address(), watcher));
      for (int i = 0; i < 3; i++) {
        assertThat(ok(probe.read(plan(List.of(fixedTag(), movingTag())), TIMEOUT.multipliedBy(5))).readings().getFirst()).isEqualTo(Reading.of(fixedValue()));
      }
      probe.close();
    }
  }

  @Test
  void whoClosesIsNotTold() throws Exception {
    Probe probe = openProbe();
    assertThat(probe.after(() -> {
      probe.link().close();
      probe.link().open(TIMEOUT.toNanos());
    }).outcome()).isNull();  // the next that is heard is that it is open again
    probe.close();
  }

  @Test
  void refused() throws Exception {
    wire().refuse();
    assertFails(Outcome.Refused.class, Duration.ofMillis(200));
  }

  @Test
  void nobodyAtTheAddress() throws Exception {
    try (Blackhole blackhole = new Blackhole()) {
      Probe probe = new Probe(loop, watcher -> link(loop, blackhole.address(), watcher));
      Probe.Event event = probe.open(TIMEOUT);
      assertThat(event.outcome()).isInstanceOf(Outcome.ConnectTimeout.class);
      assertThat(event.after()).isBetween(TIMEOUT, TIMEOUT.plusMillis(400));
    }
  }

  @Test
  void noSuchName() {
    Probe probe = new Probe(loop, watcher -> link(loop, InetSocketAddress.createUnresolved("no-such-plc.invalid", 502), watcher));
    assertThat(probe.open(Duration.ofSeconds(15)).outcome()).isInstanceOf(Outcome.DnsFailure.class);
  }

  @Test
  void silentFromTheStart() throws Exception {
    wire().freeze();
    assertFails(hasGreeting() ? Outcome.HandshakeTimeout.class : Outcome.RequestTimeout.class, TIMEOUT.plusMillis(400));
  }

  @Test
  void silentWhileReading() throws Exception {
    Probe probe = openProbe();
    wire().freeze();
    assertFails(probe, Outcome.RequestTimeout.class, TIMEOUT.plusMillis(400));
  }

  @Test
  void droppedAnswer() throws Exception {
    Probe probe = openProbe();
    wire().drop(1);
    assertFails(probe, Outcome.RequestTimeout.class, TIMEOUT.plusMillis(400));
  }

  @Test
  void slowButInTime() throws Exception {
    Probe probe = openProbe();
    wire().slow(Duration.ofMillis(300));
    Outcome.Ok ok = ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    assertThat(Duration.ofNanos(ok.ackNanos())).isBetween(Duration.ofMillis(200), Duration.ofMillis(600));
    probe.close();
  }

  @Test
  void tooSlow() throws Exception {
    Probe probe = openProbe();
    wire().slow(Duration.ofMillis(1500));
    assertFails(probe, Outcome.RequestTimeout.class, TIMEOUT.plusMillis(400));
  }

  @Test
  void resetAndHangUpAreToldAtOnce() throws Exception {
    Probe reset = openProbe();
    assertThat(reset.after(() -> Thread.startVirtualThread(() -> wire().reset())).outcome()).isInstanceOf(Outcome.ConnectionReset.class);
    wire().heal();
    Probe hangUp = openProbe();
    assertThat(hangUp.after(() -> Thread.startVirtualThread(() -> wire().hangUp())).outcome()).isInstanceOf(Outcome.ClosedByPeer.class);
    wire().heal();
    ok(reset.read(plan(List.of(fixedTag())), TIMEOUT));
    ok(hangUp.read(plan(List.of(fixedTag())), TIMEOUT));
    reset.close();
    hangUp.close();
  }

  /** All steps that the protocol has, in an attempt that fails those that were reached. */
  @Test
  void eachStepIsTimed() throws Exception {
    Probe probe = openProbe();
    Phases open = probe.link().phases();
    assertThat(open.dns() == null).isEqualTo(Resolver.isAddress(wire().address().getHostString()));
    assertThat(open.tcp()).isPositive();
    assertThat(open.handshake() != null).isEqualTo(hasGreeting());
    assertThat(open.firstRead()).isPositive();
    probe.close();
    wire().refuse();
    assertThat(probe.open(TIMEOUT).outcome()).isInstanceOf(Outcome.Refused.class);
    assertThat(probe.link().phases().tcp()).isNull();
    assertThat(probe.link().phases().firstRead()).isNull();
    wire().heal();
    wire().freeze();
    if (hasGreeting()) {
      assertThat(probe.open(TIMEOUT).outcome()).isInstanceOf(Outcome.HandshakeTimeout.class);
      assertThat(probe.link().phases().tcp()).isPositive();
      assertThat(probe.link().phases().handshake()).isNull();
    }
    probe.close();
  }

  @Test
  void garbage() throws Exception {
    Probe probe = openProbe();
    wire().garbage();
    assertFails(probe, Outcome.ProtocolError.class, Duration.ofMillis(400));
  }

  @Test
  void manyFaultsInARowLeaveNothingBehind() throws Exception {
    Probe probe = openProbe();
    int threads = Thread.activeCount();
    int descriptors = descriptors();
    for (int i = 0; i < 20; i++) {
      switch (i % 4) {
        case 0 -> wire().refuse();
        case 1 -> wire().drop(1);
        case 2 -> wire().reset();
        default -> wire().garbage();
      }
      assertThat(probe.read(plan(List.of(fixedTag())), Duration.ofMillis(100)).outcome()).isInstanceOf(Outcome.Failure.class);
      closes(probe);
      wire().heal();
      ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    }
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 3);  // others of the process, such as the proxy's HTTP client, come and go
    probe.close();
  }

  /** What the read got may have been the end of the connection at rest, when that came first; then its own end is still to come. */
  private static void closes(Probe probe) throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (probe.state() != Link.State.Closed && System.nanoTime() < end) Thread.sleep(10);
    assertThat(probe.state()).isEqualTo(Link.State.Closed);
    Thread.sleep(20);  // so that what it says then is not taken for the next read's outcome
  }

  private static int descriptors() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  protected final Loop loop() {
    return loop;
  }

  protected final Probe probe() {
    return new Probe(loop, watcher -> link(loop, wire().address(), watcher));
  }

  protected final FaultyLink wire() {
    if (wire == null) throw new IllegalStateException("not started");
    return wire;
  }

  /** A link that can fail before another server. */
  protected final FaultyLink proxied(InetSocketAddress other) {
    if (proxy == null) throw new IllegalStateException("not started");
    return proxy.link("plc-" + other.getPort(), ANY_PORT, other, Latency.NONE);
  }

  protected static Outcome.Ok ok(Probe.Event event) {
    assertThat(event.outcome()).isInstanceOf(Outcome.Ok.class);
    return (Outcome.Ok) java.util.Objects.requireNonNull(event.outcome());
  }

  private Probe openProbe() throws BadTag {
    Probe probe = probe();
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    return probe;
  }

  private void assertFails(Class<? extends Outcome.Failure> expected, Duration within) throws BadTag {
    assertFails(probe(), expected, within);
  }

  /** The failure comes in time, closes the link, and the next read after healing works. */
  private void assertFails(Probe probe, Class<? extends Outcome.Failure> expected, Duration within) throws BadTag {
    Probe.Event event = probe.read(plan(List.of(fixedTag())), TIMEOUT);
    assertThat(event.outcome()).isInstanceOf(expected);
    assertThat(event.after()).isLessThan(within);
    assertThat(probe.state()).isEqualTo(Link.State.Closed);
    wire().heal();
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    probe.close();
  }

  /** A listener whose backlog is full: further SYNs stay unanswered. */
  private static final class Blackhole implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> fill = new ArrayList<>();

    Blackhole() throws IOException {
      for (int i = 0; i < 4; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(address());
        fill.add(channel);
      }
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : fill) channel.close();
      listener.close();
    }
  }
}
