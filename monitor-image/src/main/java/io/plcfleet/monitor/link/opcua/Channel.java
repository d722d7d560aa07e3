package io.plcfleet.monitor.link.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.channel.ChannelParameters;
import org.eclipse.milo.opcua.stack.core.channel.ChannelSecurity;
import org.eclipse.milo.opcua.stack.core.channel.ChannelSecurity.SecretKeys;
import org.eclipse.milo.opcua.stack.core.channel.ChannelSecurity.SecurityKeys;
import org.eclipse.milo.opcua.stack.core.channel.ChunkDecoder;
import org.eclipse.milo.opcua.stack.core.channel.ChunkEncoder;
import org.eclipse.milo.opcua.stack.core.channel.MessageAbortException;
import org.eclipse.milo.opcua.stack.core.channel.MessageDecodeException;
import org.eclipse.milo.opcua.stack.core.channel.MessageEncodeException;
import org.eclipse.milo.opcua.stack.core.channel.SecureChannel;
import org.eclipse.milo.opcua.stack.core.channel.messages.AcknowledgeMessage;
import org.eclipse.milo.opcua.stack.core.channel.messages.HelloMessage;
import org.eclipse.milo.opcua.stack.core.channel.messages.MessageType;
import org.eclipse.milo.opcua.stack.core.channel.messages.TcpMessageEncoder;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.UaMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.SecurityTokenRequestType;
import org.eclipse.milo.opcua.stack.core.types.structured.ChannelSecurityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.OpenSecureChannelRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.OpenSecureChannelResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * The secure channel of one connection, OPC UA part 6, chapters 6 and 7: messages cut into chunks, numbered, signed and encrypted. With the
 * security policy None it is the same without protection. One thread at a time.
 */
final class Channel implements SecureChannel {
  private static final int NONCE = 32;
  private static final long LIFETIME_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Protection protection;
  private ChunkEncoder encoder;
  private ChunkDecoder decoder;
  private final List<ByteBuf> chunks = new ArrayList<>();
  private ByteString nonce = ByteString.NULL_VALUE;
  private ByteString remoteNonce = ByteString.NULL_VALUE;
  private long id;
  private long requests;
  private @Nullable ChannelSecurity security;

  Channel(Protection protection) {
    this.protection = protection;
    encoder = new ChunkEncoder(parameters(Loop.LARGEST_REQUEST, Messages.LARGEST_CHUNK));
    decoder = new ChunkDecoder(parameters(Loop.LARGEST_REQUEST, Messages.LARGEST_CHUNK), Messages.LIMITS);
  }

  static byte[] nonce() {
    byte[] bytes = new byte[NONCE];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  byte[] hello(String url) throws Malformed {
    try {
      return bytes(TcpMessageEncoder.encode(new HelloMessage(0, Messages.LARGEST_CHUNK, Loop.LARGEST_REQUEST, Messages.LARGEST_MESSAGE, Messages.MOST_CHUNKS, url)));
    } catch (UaException e) {
      throw new Malformed("a greeting that cannot be written: " + e.getMessage());
    }
  }

  /** The server's answer to hello: how large a chunk may be. */
  void acknowledged(ByteBuffer in, int length) {
    AcknowledgeMessage said = AcknowledgeMessage.decode(copy(in, length).skipBytes(Frames.HEADER));
    ChannelParameters agreed = parameters((int) Math.min(Loop.LARGEST_REQUEST, said.getReceiveBufferSize()), Messages.LARGEST_CHUNK);
    encoder = new ChunkEncoder(agreed);
    decoder = new ChunkDecoder(agreed, Messages.LIMITS);
  }

  private static ChannelParameters parameters(int send, int receive) {
    return new ChannelParameters(Messages.LARGEST_MESSAGE, receive, send, Messages.MOST_CHUNKS, Messages.LARGEST_MESSAGE, send, receive, Messages.MOST_CHUNKS);
  }

  /** The request to open the channel, or for a new key when it is open. Takes milliseconds where it is protected. */
  byte[] open() throws Misconfigured {
    nonce = protection.isNone() ? ByteString.NULL_VALUE : ByteString.of(nonce());
    SecurityTokenRequestType type = security == null ? SecurityTokenRequestType.Issue : SecurityTokenRequestType.Renew;
    try {
      return encode(new OpenSecureChannelRequest(header(NodeId.NULL_VALUE), uint(0), type, protection.mode(), nonce, uint(LIFETIME_MILLIS)),
          MessageType.OpenSecureChannel);
    } catch (Malformed e) {
      throw new Misconfigured("spec.opcUa.securityPolicy " + protection.policy().name() + " cannot be made with client.key, client.crt and the server's certificate: "
          + e.getMessage());
    }
  }

  byte[] request(UaRequestMessageType message) throws Malformed {
    return encode(message, MessageType.SecureMessage);
  }

  byte[] closing(UaRequestMessageType message) throws Malformed {
    return encode(message, MessageType.CloseSecureChannel);
  }

  /** The header of a request. */
  static RequestHeader header(NodeId session) {
    return new RequestHeader(session, DateTime.now(), uint(0), uint(0), null, uint(0), null);
  }

  private byte[] encode(UaRequestMessageType message, MessageType type) throws Malformed {
    long request = ++requests;
    ByteBuf body = Messages.READER.encode(message);
    try {
      ChunkEncoder.EncodedMessage encoded = type == MessageType.OpenSecureChannel
          ? encoder.encodeAsymmetric(this, request, body, type) : encoder.encodeSymmetric(this, request, body, type);
      ByteBuf all = Unpooled.buffer();
      for (ByteBuf chunk : encoded.getMessageChunks()) {
        all.writeBytes(chunk);
        chunk.release();
      }
      return bytes(all);
    } catch (MessageEncodeException e) {
      throw new Malformed("a request cannot be protected: " + reason(e));
    }
  }

  /** Adds a chunk. True when it ends a message, for {@link #take}. */
  boolean add(ByteBuffer in, int length) throws Malformed {
    if (chunks.size() == Messages.MOST_CHUNKS) throw new Malformed("a message of more than " + Messages.MOST_CHUNKS + " chunks");
    chunks.add(copy(in, length));
    return Frames.isLast(in);
  }

  /** The message whose last chunk was added, an answer to the request that was sent last. Takes milliseconds for an open that is protected. */
  UaMessageType take(Frames.Type type) throws Malformed {
    List<ByteBuf> whole = List.copyOf(chunks);
    chunks.clear();
    try {
      ChunkDecoder.DecodedMessage decoded = type == Frames.Type.Open ? decodeOpen(whole) : decoder.decodeSymmetric(this, whole);
      if (decoded.getRequestId() != requests) throw new Malformed("an answer to request " + decoded.getRequestId() + " instead of " + requests);
      try {
        return Messages.READER.decode(decoded.getMessage());
      } finally {
        ReferenceCountUtil.safeRelease(decoded.getMessage());
      }
    } catch (MessageAbortException e) {
      throw new Malformed("the server broke its answer off: " + Codes.name(e.getStatusCode()));
    } catch (MessageDecodeException e) {
      throw new Malformed("a message that cannot be read: " + reason(e));
    } catch (IndexOutOfBoundsException | AssertionError e) {
      throw new Malformed("a message that cannot be read: " + e.getMessage());
    }
  }

  private ChunkDecoder.DecodedMessage decodeOpen(List<ByteBuf> whole) throws Malformed, MessageAbortException, MessageDecodeException {
    if (protection.server() != null) Frames.requireSender(whole.getFirst(), protection.server());
    return decoder.decodeAsymmetric(this, whole);
  }

  /** The channel is open, or has new keys. Returns the nanoseconds until it needs the next ones. */
  long install(OpenSecureChannelResponse response) {
    ChannelSecurityToken token = response.getSecurityToken();
    id = token.getChannelId().longValue();
    SecurityKeys keys = null;
    if (isSymmetricSigningEnabled()) {
      remoteNonce = response.getServerNonce();
      keys = ChannelSecurity.generateKeyPair(this, nonce, remoteNonce);
    }
    ChannelSecurity before = security;
    security = before == null ? new ChannelSecurity(keys, token) : new ChannelSecurity(keys, token, before.getCurrentKeys(), before.getCurrentToken());
    long lifetime = token.getRevisedLifetime().longValue();
    return TimeUnit.MILLISECONDS.toNanos(lifetime == 0 ? LIFETIME_MILLIS : lifetime) / 4 * 3;
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof UaException ua ? Codes.name(ua.getStatusCode()) + (ua.getCause() instanceof GeneralSecurityException s ? ": " + s.getMessage() : "")
        : String.valueOf(cause.getMessage());
  }

  private static ByteBuf copy(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(in.position(), bytes);
    return Unpooled.wrappedBuffer(bytes);
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  @Override
  public @Nullable KeyPair getKeyPair() {
    return protection.keys();
  }

  @Override
  public @Nullable X509Certificate getLocalCertificate() {
    return protection.own();
  }

  @Override
  public @Nullable List<X509Certificate> getLocalCertificateChain() {
    return protection.own() == null ? null : List.of(protection.own());
  }

  /** Of the one certificate; Milo's own way through a chain needs a further library. */
  @Override
  public ByteString getLocalCertificateChainBytes() throws UaException {
    return getLocalCertificateBytes();
  }

  @Override
  public @Nullable X509Certificate getRemoteCertificate() {
    return protection.server();
  }

  @Override
  public @Nullable List<X509Certificate> getRemoteCertificateChain() {
    return protection.server() == null ? null : List.of(protection.server());
  }

  @Override
  public SecurityPolicy getSecurityPolicy() {
    return protection.policy();
  }

  @Override
  public MessageSecurityMode getMessageSecurityMode() {
    return protection.mode();
  }

  @Override
  public long getChannelId() {
    return id;
  }

  @Override
  public @Nullable ChannelSecurity getChannelSecurity() {
    return security;
  }

  @Override
  public SecretKeys getEncryptionKeys(SecurityKeys keys) {
    return keys.getClientKeys();
  }

  @Override
  public SecretKeys getDecryptionKeys(SecurityKeys keys) {
    return keys.getServerKeys();
  }

  @Override
  public ByteString getLocalNonce() {
    return nonce;
  }

  @Override
  public ByteString getRemoteNonce() {
    return remoteNonce;
  }
}
