package io.plcfleet.monitor.link.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.plcfleet.contract.Endpoint;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.channel.SecureChannel;
import org.eclipse.milo.opcua.stack.core.security.SecurityAlgorithm;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.ApplicationType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.AnonymousIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.UserNameIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.SignatureUtil;
import org.jspecify.annotations.Nullable;

/** How a session comes about, OPC UA part 4, 5.4.4, 5.6.2 and 5.6.3: what is asked, what must hold in the answers. */
final class Agreement {
  /** A session whose connection is lost is taken up again within this time, or the server forgets it. */
  private static final double SESSION_MILLIS = 60_000;
  private static final String OURSELVES = "urn:plc-fleet-operator:monitor";
  private static final int SAN_URI = 6;

  private Agreement() {}

  static SecurityPolicy policy(Endpoint.OpcUa endpoint) {
    return usable(SecurityPolicy.valueOf(endpoint.securityPolicy().name()));
  }

  /** The JDK has no name for what Aes256_Sha256_RsaPss needs; Bouncy Castle, which takes memory, is loaded for nothing else. */
  private static SecurityPolicy usable(SecurityPolicy policy) {
    if (policy == SecurityPolicy.Aes256_Sha256_RsaPss && Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
    return policy;
  }

  static MessageSecurityMode mode(Endpoint.OpcUa endpoint) {
    return MessageSecurityMode.valueOf(endpoint.securityMode().name());
  }

  static GetEndpointsRequest endpoints(Endpoint.OpcUa endpoint) {
    return new GetEndpointsRequest(Channel.header(NodeId.NULL_VALUE), endpoint.url(), null, null);
  }

  /** What the server offers by the one of its endpoints that fits what is declared; the address in it is of no interest. */
  static Offer offer(EndpointDescription @Nullable [] offered, Endpoint.OpcUa endpoint) throws Rejected {
    EndpointDescription fitting = fitting(offered, endpoint);
    UserTokenPolicy[] logins = fitting.getUserIdentityTokens();
    return new Offer(fitting.getServerCertificate(), logins == null ? List.of() : List.of(logins));
  }

  private static EndpointDescription fitting(EndpointDescription @Nullable [] offered, Endpoint.OpcUa endpoint) throws Rejected {
    List<EndpointDescription> all = offered == null ? List.of() : List.of(offered);
    return all.stream().filter(e -> policy(endpoint).getUri().equals(e.getSecurityPolicyUri()) && e.getSecurityMode() == mode(endpoint)).findFirst()
        .orElseThrow(() -> new Rejected("the server offers no securityPolicy " + endpoint.securityPolicy() + " with securityMode " + endpoint.securityMode()
            + ", but " + all.stream().map(Agreement::words).distinct().collect(Collectors.joining(", "))));
  }

  private static String words(EndpointDescription e) {
    String uri = String.valueOf(e.getSecurityPolicyUri());
    return uri.substring(uri.indexOf('#') + 1) + "/" + e.getSecurityMode();
  }

  static X509Certificate certificate(ByteString bytes) throws Rejected {
    try {
      Collection<?> found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes.bytesOrEmpty()));
      return (X509Certificate) found.stream().findFirst().orElseThrow(() -> new Rejected("the server gives no certificate"));
    } catch (GeneralSecurityException e) {
      throw new Rejected("the server's certificate cannot be read: " + e.getMessage());
    }
  }

  static CreateSessionRequest create(Endpoint.OpcUa endpoint, Protection protection, byte[] nonce) throws Rejected {
    return new CreateSessionRequest(Channel.header(NodeId.NULL_VALUE), ourselves(protection), null, endpoint.url(), "plc-fleet-operator", ByteString.of(nonce),
        ByteString.of(own(protection)), SESSION_MILLIS, uint(0));
  }

  private static ApplicationDescription ourselves(Protection protection) {
    return new ApplicationDescription(uri(protection.own()), OURSELVES, LocalizedText.english("PLC Fleet Operator"), ApplicationType.Client, null, null, null);
  }

  /** What our certificate says that we are: servers compare. */
  private static String uri(@Nullable X509Certificate own) {
    try {
      Collection<List<?>> names = own == null ? null : own.getSubjectAlternativeNames();
      return names == null ? OURSELVES
          : names.stream().filter(n -> Integer.valueOf(SAN_URI).equals(n.get(0))).map(n -> String.valueOf(n.get(1))).findFirst().orElse(OURSELVES);
    } catch (GeneralSecurityException e) {
      return OURSELVES;
    }
  }

  private static byte[] own(Protection protection) throws Rejected {
    try {
      return protection.own() == null ? new byte[0] : protection.own().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new Misconfigured("client.crt cannot be encoded: " + e.getMessage());
    }
  }

  /** @param nonce that {@link #create} sent */
  static Session created(CreateSessionResponse answer, Protection protection, byte[] nonce) throws Rejected {
    if (protection.server() != null) {
      if (!certificate(answer.getServerCertificate()).equals(protection.server())) throw new Rejected("the server changed its certificate within one connection");
      SignatureData signature = answer.getServerSignature();
      try {
        SignatureUtil.verify(protection.policy().getAsymmetricSignatureAlgorithm(), protection.server(), joined(own(protection), nonce),
            signature.getSignature().bytesOrEmpty());
      } catch (UaException e) {
        throw new Rejected("the server cannot prove that its certificate is its own: " + Codes.name(e.getStatusCode()));
      }
    }
    return new Session(answer.getAuthenticationToken(), answer.getServerNonce(), answer.getServerCertificate());
  }

  /** Logs in; takes milliseconds where something is signed. */
  static ActivateSessionRequest activate(Session session, Offer offer, Protection protection, Credentials credentials) throws Rejected {
    return new ActivateSessionRequest(Channel.header(session.token()), signature(session, protection), null, null,
        ExtensionObject.encode(Messages.READER, credentials.username() == null ? anonymous(offer) : user(session, offer, protection, credentials)),
        new SignatureData(null, ByteString.NULL_VALUE));
  }

  private static SignatureData signature(Session session, Protection protection) throws Rejected {
    if (protection.keys() == null) return new SignatureData(null, ByteString.NULL_VALUE);
    SecurityAlgorithm algorithm = protection.policy().getAsymmetricSignatureAlgorithm();
    try {
      byte[] signature = SignatureUtil.sign(algorithm, protection.keys().getPrivate(),
          ByteBuffer.wrap(joined(session.server().bytesOrEmpty(), session.nonce().bytesOrEmpty())));
      return new SignatureData(algorithm.getUri(), ByteString.of(signature));
    } catch (UaException e) {
      throw new Misconfigured("client.key cannot sign for spec.opcUa.securityPolicy " + protection.policy().name() + ": " + Codes.name(e.getStatusCode()));
    }
  }

  private static AnonymousIdentityToken anonymous(Offer offer) throws Rejected {
    return new AnonymousIdentityToken(login(offer, UserTokenType.Anonymous, "anonymous").getPolicyId());
  }

  private static UserNameIdentityToken user(Session session, Offer offer, Protection protection, Credentials credentials) throws Rejected {
    UserTokenPolicy login = login(offer, UserTokenType.UserName, "a user name");
    SecurityPolicy policy = login.getSecurityPolicyUri() == null || login.getSecurityPolicyUri().isEmpty() ? protection.policy()
        : SecurityPolicy.fromUriSafe(login.getSecurityPolicyUri()).map(Agreement::usable).orElseThrow(() -> new Rejected("the server wants the password protected by "
            + login.getSecurityPolicyUri() + ", which is not known here"));
    if (policy == SecurityPolicy.None && protection.mode() != MessageSecurityMode.SignAndEncrypt) {
      throw new Misconfigured("spec.opcUa.securityPolicy None: the server wants the password in plain text, which it does not get: choose another securityPolicy");
    }
    if (policy == SecurityPolicy.None) {
      return new UserNameIdentityToken(login.getPolicyId(), credentials.username(), ByteString.of(credentials.password()), null);
    }
    X509Certificate server = certificate(session.server().isNullOrEmpty() ? offer.certificate() : session.server());
    credentials.requireTrusted(server);
    byte[] secret = encrypted(policy, server, credentials.password(), session.nonce().bytesOrEmpty());
    return new UserNameIdentityToken(login.getPolicyId(), credentials.username(), ByteString.of(secret), policy.getAsymmetricEncryptionAlgorithm().getUri());
  }

  private static UserTokenPolicy login(Offer offer, UserTokenType type, String word) throws Rejected {
    return offer.logins().stream().filter(l -> l.getTokenType() == type).findFirst().orElseThrow(() -> new Rejected("the server does not let "
        + word + " log in, but " + offer.logins().stream().map(l -> String.valueOf(l.getTokenType())).distinct().collect(Collectors.joining(", "))));
  }

  /** OPC UA part 4, 7.40.2.2: length, password and nonce, encrypted block by block. */
  private static byte[] encrypted(SecurityPolicy policy, X509Certificate server, byte[] password, byte[] nonce) throws Rejected {
    SecurityAlgorithm algorithm = policy.getAsymmetricEncryptionAlgorithm();
    byte[] plain = joined(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(password.length + nonce.length)).array(), password, nonce);
    int block = SecureChannel.getAsymmetricPlainTextBlockSize(server, algorithm);
    try {
      Cipher cipher = Cipher.getInstance(algorithm.getTransformation());
      cipher.init(Cipher.ENCRYPT_MODE, server.getPublicKey());
      byte[] secret = {};
      for (int from = 0; from < plain.length; from += block) {
        secret = joined(secret, cipher.doFinal(plain, from, Math.min(block, plain.length - from)));
      }
      return secret;
    } catch (GeneralSecurityException e) {
      throw new Rejected("the password cannot be encrypted for the server: " + e.getClass().getSimpleName());
    } finally {
      Arrays.fill(password, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) all.put(part);
    return all.array();
  }
}
