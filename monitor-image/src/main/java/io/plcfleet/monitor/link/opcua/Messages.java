package io.plcfleet.monitor.link.opcua;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.plcfleet.monitor.link.Malformed;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.ServerTable;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.encoding.DataTypeCodec;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingManager;
import org.eclipse.milo.opcua.stack.core.encoding.OpcUaEncodingManager;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.types.DataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.DefaultDataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.UaMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.AnonymousIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ChannelSecurityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSecureChannelRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.OpenSecureChannelRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.OpenSecureChannelResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.ResponseHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.ServiceFault;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.SignedSoftwareCertificate;
import org.eclipse.milo.opcua.stack.core.types.structured.UserNameIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/** Messages as bytes and back. Those of a reader and no others: Milo's own list holds hundreds, which would cost memory, and writes among them. */
final class Messages implements EncodingContext {
  /** What a chunk, and so {@link Frames}, holds at most. */
  static final int LARGEST_CHUNK = 65535;
  static final int MOST_CHUNKS = 8;
  static final int LARGEST_MESSAGE = 512 << 10;
  /** No value that we decode is nested deeper; each level may claim an array as long as a message. */
  private static final int DEEPEST = 8;
  static final EncodingLimits LIMITS = new EncodingLimits(LARGEST_CHUNK, MOST_CHUNKS, LARGEST_MESSAGE, DEEPEST);
  static final Messages READER = new Messages();

  private final DefaultDataTypeManager types = new DefaultDataTypeManager();
  private final NamespaceTable namespaces = new NamespaceTable();
  private final ServerTable servers = new ServerTable();

  private Messages() {
    know(RequestHeader.TYPE_ID, RequestHeader.BINARY_ENCODING_ID, new RequestHeader.Codec());
    know(ResponseHeader.TYPE_ID, ResponseHeader.BINARY_ENCODING_ID, new ResponseHeader.Codec());
    know(ServiceFault.TYPE_ID, ServiceFault.BINARY_ENCODING_ID, new ServiceFault.Codec());
    know(OpenSecureChannelRequest.TYPE_ID, OpenSecureChannelRequest.BINARY_ENCODING_ID, new OpenSecureChannelRequest.Codec());
    know(OpenSecureChannelResponse.TYPE_ID, OpenSecureChannelResponse.BINARY_ENCODING_ID, new OpenSecureChannelResponse.Codec());
    know(ChannelSecurityToken.TYPE_ID, ChannelSecurityToken.BINARY_ENCODING_ID, new ChannelSecurityToken.Codec());
    know(CloseSecureChannelRequest.TYPE_ID, CloseSecureChannelRequest.BINARY_ENCODING_ID, new CloseSecureChannelRequest.Codec());
    know(GetEndpointsRequest.TYPE_ID, GetEndpointsRequest.BINARY_ENCODING_ID, new GetEndpointsRequest.Codec());
    know(GetEndpointsResponse.TYPE_ID, GetEndpointsResponse.BINARY_ENCODING_ID, new GetEndpointsResponse.Codec());
    know(EndpointDescription.TYPE_ID, EndpointDescription.BINARY_ENCODING_ID, new EndpointDescription.Codec());
    know(ApplicationDescription.TYPE_ID, ApplicationDescription.BINARY_ENCODING_ID, new ApplicationDescription.Codec());
    know(UserTokenPolicy.TYPE_ID, UserTokenPolicy.BINARY_ENCODING_ID, new UserTokenPolicy.Codec());
    know(CreateSessionRequest.TYPE_ID, CreateSessionRequest.BINARY_ENCODING_ID, new CreateSessionRequest.Codec());
    know(CreateSessionResponse.TYPE_ID, CreateSessionResponse.BINARY_ENCODING_ID, new CreateSessionResponse.Codec());
    know(SignatureData.TYPE_ID, SignatureData.BINARY_ENCODING_ID, new SignatureData.Codec());
    know(SignedSoftwareCertificate.TYPE_ID, SignedSoftwareCertificate.BINARY_ENCODING_ID, new SignedSoftwareCertificate.Codec());
    know(ActivateSessionRequest.TYPE_ID, ActivateSessionRequest.BINARY_ENCODING_ID, new ActivateSessionRequest.Codec());
    know(ActivateSessionResponse.TYPE_ID, ActivateSessionResponse.BINARY_ENCODING_ID, new ActivateSessionResponse.Codec());
    know(AnonymousIdentityToken.TYPE_ID, AnonymousIdentityToken.BINARY_ENCODING_ID, new AnonymousIdentityToken.Codec());
    know(UserNameIdentityToken.TYPE_ID, UserNameIdentityToken.BINARY_ENCODING_ID, new UserNameIdentityToken.Codec());
    know(CloseSessionRequest.TYPE_ID, CloseSessionRequest.BINARY_ENCODING_ID, new CloseSessionRequest.Codec());
    know(ReadRequest.TYPE_ID, ReadRequest.BINARY_ENCODING_ID, new ReadRequest.Codec());
    know(ReadValueId.TYPE_ID, ReadValueId.BINARY_ENCODING_ID, new ReadValueId.Codec());
    know(ReadResponse.TYPE_ID, ReadResponse.BINARY_ENCODING_ID, new ReadResponse.Codec());
  }

  private void know(ExpandedNodeId type, ExpandedNodeId encoding, DataTypeCodec codec) {
    types.registerType(type.toNodeId(namespaces).orElseThrow(), codec, encoding.toNodeId(namespaces).orElseThrow(), null, null);
  }

  ByteBuf encode(UaRequestMessageType message) {
    ByteBuf bytes = Unpooled.buffer(512);
    new OpcUaBinaryEncoder(this).setBuffer(bytes).encodeMessage(null, message);
    return bytes;
  }

  UaMessageType decode(ByteBuf bytes) throws Malformed {
    try {
      return new BoundedDecoder(this, bytes).decodeMessage(null);
    } catch (RuntimeException e) {  // Milo throws what it meets: a negative length, a type that is none
      throw new Malformed("a message that cannot be read: " + e.getMessage());
    }
  }

  @Override
  public DataTypeManager getDataTypeManager() {
    return types;
  }

  @Override
  public EncodingManager getEncodingManager() {
    return OpcUaEncodingManager.getInstance();
  }

  @Override
  public EncodingLimits getEncodingLimits() {
    return LIMITS;
  }

  @Override
  public NamespaceTable getNamespaceTable() {
    return namespaces;
  }

  @Override
  public ServerTable getServerTable() {
    return servers;
  }
}
