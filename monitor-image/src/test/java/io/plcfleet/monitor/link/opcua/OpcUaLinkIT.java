package io.plcfleet.monitor.link.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityMode;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityPolicy;
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
import io.plcfleet.simulator.CpuState;
import io.plcfleet.simulator.OpcUaPlcs;
import io.plcfleet.simulator.OpcUaPlcs.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpcUaLinkIT extends LinkContract {
  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;
  private @Nullable OpcUaPlcs plcs;
  private @Nullable InetSocketAddress server;

  @BeforeEach
  void credentials() {
    plcs().writeCredentials(folder.resolve("user"), true);
    plcs().writeCredentials(folder.resolve("certificate"), false);
  }

  @Override
  protected InetSocketAddress server() {
    InetSocketAddress started = server;
    if (started == null) {
      started = plcs().serve("plc");
      server = started;
      warmUp(started);
    }
    return started;
  }

  /** The first connection of a JVM loads the classes of both sides, which is not what is tested here. */
  private void warmUp(InetSocketAddress address) {
    Probe probe = new Probe(loop(), watcher -> link(loop(), address, watcher));
    try {
      probe.read(plan(List.of(fixedTag())), TIMEOUT.multipliedBy(15));
    } catch (BadTag e) {
      throw new IllegalStateException(e);
    }
    probe.close();
  }

  @Override
  protected void stopServer() {
    if (plcs != null) plcs.close();
  }

  @Override
  protected Link link(Loop on, InetSocketAddress address, Link.Watcher watcher) {
    return link(on, address, watcher, SecurityPolicy.None, SecurityMode.None, null);
  }

  @Override
  protected Plan plan(List<String> addresses) throws BadTag {
    return OpcUaPlan.of(addresses);
  }

  @Override
  protected String movingTag() {
    return "ns=2;s=Life";
  }

  @Override
  protected String fixedTag() {
    return "ns=2;s=Fixed";
  }

  @Override
  protected TagValue fixedValue() {
    return new TagValue.Numeric(100L);
  }

  @Override
  protected String missingTag() {
    return "ns=2;s=Missing";
  }

  @Override
  protected boolean hasGreeting() {
    return true;
  }

  @ParameterizedTest
  @CsvSource({
      "Basic256Sha256,        Sign,           certificate",
      "Basic256Sha256,        SignAndEncrypt, certificate",
      "Basic256Sha256,        SignAndEncrypt, user",
      "Aes128_Sha256_RsaOaep, SignAndEncrypt, user",
      "Aes256_Sha256_RsaPss,  Sign,           user",
      "Aes256_Sha256_RsaPss,  SignAndEncrypt, certificate",
      "None,                  None,           user"})
  void everyProtectionIsSpoken(SecurityPolicy policy, SecurityMode mode, String credentials) throws Exception {
    Probe probe = probe(policy, mode, credentials);
    for (int i = 0; i < 2; i++) {
      assertThat(ok(probe.read(plan(List.of(fixedTag())), TIMEOUT.multipliedBy(5))).readings()).containsExactly(Reading.of(fixedValue()));
      wire().reset();
      Thread.sleep(100);
      wire().heal();
    }
    probe.close();
  }

  @Test
  void aWrongPasswordIsRefusedByTheServer() throws Exception {
    Files.writeString(folder.resolve("user/password"), "guessed");
    Outcome outcome = probe(SecurityPolicy.None, SecurityMode.None, "user").open(TIMEOUT).outcome();
    assertThat(outcome).isInstanceOfSatisfying(Outcome.HandshakeRejected.class,
        e -> assertThat(e.detail()).startsWith("BadUserAccessDenied").doesNotContain("guessed"));
  }

  /** A password goes to nobody but a server that we trust. */
  @ParameterizedTest
  @CsvSource({"None, None, user", "Basic256Sha256, SignAndEncrypt, user", "Basic256Sha256, Sign, certificate"})
  void aServerThatIsNotTrustedIsNotTalkedTo(SecurityPolicy policy, SecurityMode mode, String credentials) throws Exception {
    Files.copy(folder.resolve(credentials + "/client.crt"), folder.resolve(credentials + "/ca.crt"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(probe(policy, mode, credentials).open(TIMEOUT).outcome()).isInstanceOfSatisfying(Outcome.HandshakeRejected.class,
        e -> assertThat(e.detail()).contains("does not trust the server's certificate", "CN=simulated PLC", "ca.crt must hold it"));
  }

  @Test
  void credentialsAreReadAnewForEachConnection() throws Exception {
    Probe probe = probe(SecurityPolicy.None, SecurityMode.None, "late");
    assertThat(probe.open(TIMEOUT).outcome()).isInstanceOfSatisfying(Outcome.ConfigError.class,
        e -> assertThat(e.detail()).contains("credentialsRef.name \"late\" has neither username nor client.key"));
    plcs().writeCredentials(folder.resolve("late"), true);
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    probe.close();
  }

  /** What is wrong with what we were given is no refusal of the server. */
  @ParameterizedTest
  @CsvSource({
      "client.key, no key at all, client.key is no RSA key in PKCS #8",
      "client.crt, spoilt, client.crt is no certificate",
      "client.crt,, has only one of client.key and client.crt",
      "client.key, another, has a client.key that does not belong to its client.crt",
      "ca.crt,, has no ca.crt"})
  void credentialsThatCannotBeUsed(String file, @Nullable String content, String words) throws Exception {
    Path spoilt = folder.resolve("certificate").resolve(file);
    if (content == null) Files.delete(spoilt);
    else Files.writeString(spoilt, content.equals("another") ? anotherKey() : content);
    assertThat(probe(SecurityPolicy.Basic256Sha256, SecurityMode.Sign, "certificate").open(TIMEOUT).outcome()).isInstanceOfSatisfying(Outcome.ConfigError.class,
        e -> assertThat(e.detail()).startsWith("spec.opcUa.credentialsRef.name \"certificate\"").contains(words).doesNotContain(String.valueOf(content)));
  }

  private static String anotherKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n";
  }

  /** A server has few sessions; one that we left behind would lock an engineer out. */
  @Test
  void neverTwoSessions() throws Exception {
    InetSocketAddress small = plcs().serve("small", new Limits(1, 10_000, Duration.ofHours(1)));
    var wire = proxied(small);
    Probe probe = new Probe(loop(), watcher -> link(loop(), wire.address(), watcher));
    for (int i = 0; i < 6; i++) {
      ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
      assertThat(plcs().sessions("small")).isEqualTo(1);
      switch (i % 3) {
        case 0 -> wire.reset();
        case 1 -> wire.hangUp();
        default -> wire.drop(1);
      }
      probe.read(plan(List.of(fixedTag())), Duration.ofMillis(300));
      Thread.sleep(50);
      wire.heal();
    }
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    probe.close();
    for (int i = 0; i < 100 && plcs().sessions("small") > 0; i++) Thread.sleep(20);
    assertThat(plcs().sessions("small")).isZero();
  }

  @Test
  void aServerThatForgotTheSessionGetsANewOne() throws Exception {
    Probe probe = probe();
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    plcs().forgetSessions("plc");
    assertThat(probe.read(plan(List.of(fixedTag())), TIMEOUT).outcome()).isInstanceOf(Outcome.ClosedByPeer.class);
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    probe.close();
  }

  @Test
  void moreTagsThanTheServerAnswersAtOnce() throws Exception {
    InetSocketAddress narrow = plcs().serve("narrow", new Limits(10, 30, Duration.ofHours(1)));
    Probe probe = new Probe(loop(), watcher -> link(loop(), narrow, watcher));
    Plan plan = plan(IntStream.rangeClosed(1, 200).mapToObj(i -> "ns=2;s=Value" + i).toList());
    for (int turn = 0; turn < 2; turn++) {
      List<Reading> readings = ok(probe.read(plan, TIMEOUT)).readings();
      for (int i = 0; i < 200; i++) assertThat(readings.get(i)).isEqualTo(Reading.of(new TagValue.Numeric(i + 1L)));
    }
    probe.close();
  }

  /** A channel's keys wear out; nobody notices when they are exchanged. */
  @ParameterizedTest
  @CsvSource({"None, None, user", "Basic256Sha256, SignAndEncrypt, certificate"})
  void keysAreExchangedInTime(SecurityPolicy policy, SecurityMode mode, String credentials) throws Exception {
    Duration lasts = Duration.ofMillis(800);
    InetSocketAddress shortLived = plcs().serve("short-lived-" + policy, new Limits(1, 10_000, lasts));
    Probe probe = new Probe(loop(), watcher -> link(loop(), shortLived, watcher, policy, mode, credentials));
    Plan plan = plan(List.of(fixedTag()));
    probe.read(plan, TIMEOUT.multipliedBy(5));
    long end = System.nanoTime() + lasts.multipliedBy(4).toNanos();
    while (System.nanoTime() < end) assertThat(probe.read(plan, TIMEOUT).outcome()).isInstanceOf(Outcome.Ok.class);
    probe.close();
  }

  @Test
  void tellsItsStateAndWhatItIs() throws Exception {
    Probe probe = probe();
    ok(probe.read(plan(List.of(fixedTag())), TIMEOUT));
    assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(io.plcfleet.monitor.link.CpuState.Run);
    plcs().cpu("plc", CpuState.Stop);
    try {
      assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(io.plcfleet.monitor.link.CpuState.Stop);
    } finally {
      plcs().cpu("plc", CpuState.Run);
    }
    assertThat(fact(probe, Inquiry.CpuState)).isEqualTo(io.plcfleet.monitor.link.CpuState.Run);
    assertThat(fact(probe, Inquiry.Identity)).isEqualTo(new Identity(null, "4.2 build 17", null, "Simulated PLC"));
    probe.close();
  }

  private static DeviceFact fact(Probe probe, Inquiry inquiry) {
    return ((Outcome.Told) Objects.requireNonNull(probe.ask(inquiry, TIMEOUT).outcome())).fact();
  }

  @Test
  void valuesOfEveryKind() throws Exception {
    Probe probe = probe();
    List<Reading> readings = ok(probe.read(plan(List.of("ns=2;s=Text", "ns=2;s=Levels", "ns=2;s=Hidden", "i=2256")), TIMEOUT)).readings();
    assertThat(readings.get(0).value()).isEqualTo(new TagValue.Text("Graz"));
    assertThat(readings.get(1).value()).isEqualTo(
        new TagValue.Many(List.of(new TagValue.Numeric(1L), new TagValue.Numeric(2L), new TagValue.Numeric(3L))));
    assertThat(readings).extracting(Reading::status).containsExactly(TagStatus.Ok, TagStatus.Ok, TagStatus.AccessDenied, TagStatus.NotDecodable);
    probe.close();
  }

  private Probe probe(SecurityPolicy policy, SecurityMode mode, String credentials) {
    return new Probe(loop(), watcher -> link(loop(), wire().address(), watcher, policy, mode, credentials));
  }

  private Link link(Loop on, InetSocketAddress address, Link.Watcher watcher, SecurityPolicy policy, SecurityMode mode, @Nullable String credentials) {
    return new OpcUaLink(on, new Endpoint.OpcUa(address.getHostString(), address.getPort(), "/plc", policy, mode, credentials), watcher, folder);
  }

  private OpcUaPlcs plcs() {
    OpcUaPlcs started = plcs;
    if (started == null) {
      started = new OpcUaPlcs("127.0.0.1");
      plcs = started;
    }
    return started;
  }
}
