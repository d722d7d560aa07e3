package io.plcfleet.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.CertificateGroup;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * OPC UA servers by Eclipse Milo, one free port for each device. They let in anybody, or {@link #USER} with {@link #PASSWORD}, by every security
 * policy that is not withdrawn.
 */
public final class OpcUaPlcs implements AutoCloseable {
  public static final String USER = "operator";
  public static final String PASSWORD = "what only the server knows";
  private static final String URI = "urn:plcfleet:simulator";
  private static final List<SecurityPolicy> POLICIES =
      List.of(SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Aes256_Sha256_RsaPss);

  static {
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) Security.addProvider(new BouncyCastleProvider());
  }

  static {
    // The server limits how often one address may connect; a test of faults does so all the time.
    Stack.ConnectionLimits.RATE_LIMIT_ENABLED = false;
  }

  private record Served(OpcUaServer server, OpcUaDevice device, AtomicInteger sessions) {}

  private final String listen;
  private final X509Certificate certificate;
  private final KeyPair keys;
  private final Map<String, Served> served = new LinkedHashMap<>();

  /** Servers on this address; none yet. */
  public OpcUaPlcs(String listen) {
    this.listen = listen;
    try {
      keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
      certificate = new SelfSignedCertificateBuilder(keys).setCommonName("simulated PLC").setApplicationUri(URI).addIpAddress(listen).build();
    } catch (Exception e) {
      throw new IllegalStateException("no certificate for the OPC UA servers", e);
    }
  }

  /** What clients must trust. */
  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * Writes what a client needs to be let in, as the files of a mounted Secret.
   *
   * @param user whether username and password are among them
   */
  public void writeCredentials(Path folder, boolean user) {
    try {
      Files.createDirectories(folder);
      if (user) {
        Files.writeString(folder.resolve("username"), USER);
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
      }
      KeyPair client = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
      var own = new SelfSignedCertificateBuilder(client).setCommonName("monitor").setApplicationUri("urn:plcfleet:monitor").build();
      Files.writeString(folder.resolve("client.key"), pem("PRIVATE KEY", client.getPrivate().getEncoded()));
      Files.writeString(folder.resolve("client.crt"), pem("CERTIFICATE", own.getEncoded()));
      Files.writeString(folder.resolve("ca.crt"), pem("CERTIFICATE", certificate.getEncoded()));
    } catch (Exception e) {
      throw new IllegalStateException("no credentials in " + folder, e);
    }
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
  }

  /**
   * What a server puts up with.
   *
   * @param sessions at one time
   * @param values in one answer
   * @param keysLast how long the keys of a connection do, until it needs new ones
   */
  public record Limits(int sessions, int values, Duration keysLast) {
    public static final Limits PLENTY = new Limits(100, 10_000, Duration.ofHours(1));
  }

  /** Serves a device on a free port. */
  public synchronized InetSocketAddress serve(String device, Limits most) {
    int port = freePort();
    AtomicInteger sessions = new AtomicInteger(most.sessions);
    var limits = new OpcUaServerConfigLimits() {
      @Override
      public UInteger getMaxSessions() {
        return UInteger.valueOf(sessions.get());
      }

      @Override
      public UInteger getMaxNodesPerRead() {
        return UInteger.valueOf(most.values);
      }
    };
    var config = OpcUaServerConfig.builder()
        .setApplicationName(LocalizedText.english(device)).setApplicationUri(URI).setProductUri(URI)
        .setBuildInfo(new BuildInfo(URI, "PLC Fleet", "Simulated PLC", "4.2", "17", DateTime.MIN_VALUE))
        .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine(), certificates()))
        .setIdentityValidator(new CompositeValidator(AnonymousIdentityValidator.INSTANCE,
            new UsernameIdentityValidator(who -> who.getUsername().equals(USER) && who.getPassword().equals(PASSWORD))))
        .setEndpoints(endpoints(port)).setLimits(limits).build();
    var server = new OpcUaServer(config, _ -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder()
        .setMinimumSecureChannelLifetime(UInteger.valueOf(most.keysLast.toMillis()))
        .setMaximumSecureChannelLifetime(UInteger.valueOf(most.keysLast.toMillis())).build()));
    var own = new OpcUaDevice(server);
    own.startup();
    try {
      server.startup().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(device + " cannot listen on " + listen + ":" + port, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting " + device, e);
    }
    served.put(device, new Served(server, own, sessions));
    return new InetSocketAddress(listen, port);
  }

  public InetSocketAddress serve(String device) {
    return serve(device, Limits.PLENTY);
  }

  private Set<EndpointConfig> endpoints(int port) {
    var plain = EndpointConfig.newBuilder().setBindAddress(listen).setBindPort(port).setHostname(listen).setPath("/plc").setCertificate(certificate)
        .addTokenPolicies(
            new UserTokenPolicy("anonymous", UserTokenType.Anonymous, null, null, null),
            new UserTokenPolicy("user", UserTokenType.UserName, null, null, SecurityPolicy.Basic256Sha256.getUri()));
    var endpoints = new LinkedHashSet<EndpointConfig>();
    endpoints.add(plain.copy().setSecurityPolicy(SecurityPolicy.None).setSecurityMode(MessageSecurityMode.None).build());
    for (SecurityPolicy policy : POLICIES) {
      endpoints.add(plain.copy().setSecurityPolicy(policy).setSecurityMode(MessageSecurityMode.Sign).build());
      endpoints.add(plain.copy().setSecurityPolicy(policy).setSecurityMode(MessageSecurityMode.SignAndEncrypt).build());
    }
    return endpoints;
  }

  private CertificateGroup certificates() {
    try {
      var factory = new RsaSha256CertificateFactory() {
        @Override
        protected KeyPair createRsaSha256KeyPair() {
          return keys;
        }

        @Override
        protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
          return new X509Certificate[] {certificate};
        }
      };
      return DefaultApplicationGroup.createAndInitialize(new MemoryTrustListManager(), new MemoryCertificateStore(), factory,
          new CertificateValidator.InsecureCertificateValidator());
    } catch (Exception e) {
      throw new IllegalStateException("no certificates for the OPC UA servers", e);
    }
  }

  /** A server keeps so many sessions from now on; those that it has stay. */
  public synchronized void sessionsAtMost(String device, int sessions) {
    of(device).sessions.set(sessions);
  }

  /** Sessions that a server keeps, whether or not their connections still stand. */
  public synchronized int sessions(String device) {
    return of(device).server.getSessionManager().getAllSessions().size();
  }

  /** The server forgets its sessions, as by a restart. */
  public synchronized void forgetSessions(String device) {
    var sessions = of(device).server.getSessionManager();
    for (var session : new ArrayList<>(sessions.getAllSessions())) {
      sessions.killSession(session.getSessionId(), true);
    }
  }

  /** Stops or starts the program: the values stand still, and the server's state says Suspended. */
  public synchronized void cpu(String device, CpuState state) {
    of(device).device.set(state);
  }

  @Override
  public synchronized void close() {
    for (Served each : served.values()) {
      each.device.shutdown();
      each.server.shutdown().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> each.server).join();
    }
    served.clear();
  }

  private Served of(String device) {
    var found = served.get(device);
    if (found == null) {
      throw new IllegalArgumentException("no OPC UA device is called " + device);
    }
    return found;
  }

  /** Milo writes the port into its addresses before it listens. */
  private int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(listen))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
