package io.plcfleet.monitor.link.opcua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What we log in with, as the files of a mounted Secret: {@code username} and {@code password}, {@code client.key} (PKCS #8) and
 * {@code client.crt}, and {@code ca.crt} with the certificates that servers are trusted by. Read anew for each connection, so that a Secret can be
 * rotated without a restart. Nothing of it is ever logged.
 */
final class Credentials {
  /** Nobody in particular. */
  static final Credentials NONE = new Credentials("", null, null, null, null, List.of());
  /** Where the pod mounts them, a folder each. */
  static final Path FOLDER = Path.of(System.getProperty("plcfleet.credentials", "/etc/plcfleet-credentials"));

  private final String name;
  private final @Nullable String username;
  private final byte @Nullable [] password;
  private final @Nullable PrivateKey key;
  private final @Nullable X509Certificate certificate;
  private final List<X509Certificate> trusted;

  private Credentials(String name, @Nullable String username, byte @Nullable [] password, @Nullable PrivateKey key, @Nullable X509Certificate certificate,
      List<X509Certificate> trusted) {
    this.name = name;
    this.username = username;
    this.password = password;
    this.key = key;
    this.certificate = certificate;
    this.trusted = trusted;
  }

  /** Blocks: away from the loop. */
  static Credentials read(Path folder, String name) throws Rejected {
    Path own = folder.resolve(name);
    byte[] username = file(own, "username");
    byte[] key = file(own, "client.key");
    List<X509Certificate> certificate = certificates(own, "client.crt");
    Credentials read = new Credentials(name, username == null ? null : new String(username, StandardCharsets.UTF_8).strip(), stripped(file(own, "password")),
        key == null ? null : key(own, key), certificate.isEmpty() ? null : certificate.getFirst(), certificates(own, "ca.crt"));
    if (read.username == null && read.key == null) {
      throw read.unusable("has neither username nor client.key: create the Secret that spec.monitor.credentials of the fleet names for it, with these keys");
    }
    if (read.username != null && read.password == null) throw read.unusable("has a username and no password: add the key password to its Secret");
    if ((read.key == null) != (read.certificate == null)) throw read.unusable("has only one of client.key and client.crt: its Secret needs both, or neither");
    read.requireItsOwnKey();
    return read;
  }

  @Nullable String username() {
    return username;
  }

  byte[] password() {
    return password == null ? new byte[0] : password.clone();
  }

  /** @throws Rejected when there is none */
  KeyPair keys() throws Rejected {
    X509Certificate own = certificate();
    if (key == null) throw unusable("has no client.key, which a securityPolicy other than None needs");
    return new KeyPair(own.getPublicKey(), key);
  }

  X509Certificate certificate() throws Rejected {
    if (certificate == null) throw unusable("has no client.crt, which a securityPolicy other than None needs");
    return certificate;
  }

  /** What is sent to a server that is not trusted could be read, and what it answers invented, by anybody. */
  void requireTrusted(X509Certificate server) throws Rejected {
    if (trusted.isEmpty()) throw unusable("has no ca.crt, so no server can be trusted: add the key ca.crt to its Secret, with the server's certificate or that of its issuer");
    try {
      server.checkValidity();
      if (trusted.contains(server)) return;
      PKIXParameters parameters = new PKIXParameters(trusted.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX").validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)), parameters);
    } catch (GeneralSecurityException e) {
      throw new Rejected(named(name) + " does not trust the server's certificate " + server.getSubjectX500Principal().getName() + ": " + e.getMessage()
          + "; ca.crt must hold it, or that of its issuer");
    }
  }

  private void requireItsOwnKey() throws Misconfigured {
    if (key instanceof RSAKey mine && certificate != null && certificate.getPublicKey() instanceof RSAKey theirs
        && mine.getModulus().equals(theirs.getModulus())) return;
    if (key != null) throw unusable("has a client.key that does not belong to its client.crt: put the pair that was made together into its Secret");
  }

  private Misconfigured unusable(String what) {
    return new Misconfigured(named(name) + " " + what);
  }

  /** The field of the Plc that names them. */
  private static String named(String name) {
    return "spec.opcUa.credentialsRef.name \"" + name + "\"";
  }

  private static byte @Nullable [] file(Path folder, String name) throws Misconfigured {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new Misconfigured(named(String.valueOf(folder.getFileName())) + ": " + name + " cannot be read, " + e.getClass().getSimpleName()
          + ": check the Secret's key and its mount in the monitor's pod");
    }
  }

  /** Without the line end that an editor adds. */
  private static byte @Nullable [] stripped(byte @Nullable [] text) {
    if (text == null) return null;
    int end = text.length;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) end--;
    return Arrays.copyOf(text, end);
  }

  private static PrivateKey key(Path folder, byte[] pem) throws Misconfigured {
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    String body = text.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----(.*)-----END PRIVATE KEY-----.*", "$1");
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Never the cause's words: they could quote the key.
      throw new Misconfigured(named(String.valueOf(folder.getFileName())) + ": client.key is no RSA key in PKCS #8 (PEM, not encrypted); "
          + "openssl pkcs8 -topk8 -nocrypt makes one");
    }
  }

  private static List<X509Certificate> certificates(Path folder, String name) throws Misconfigured {
    byte[] pem = file(folder, name);
    if (pem == null) return List.of();
    try {
      return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream().map(X509Certificate.class::cast).toList();
    } catch (GeneralSecurityException e) {
      throw new Misconfigured(named(String.valueOf(folder.getFileName())) + ": " + name + " is no certificate (PEM): " + e.getMessage());
    }
  }
}
