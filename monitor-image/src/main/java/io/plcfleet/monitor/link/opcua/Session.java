package io.plcfleet.monitor.link.opcua;

import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * A session with a server. It outlives its connection: the next one takes it up again, so that a server never keeps two of ours.
 *
 * @param token by which the server knows it; a secret
 * @param nonce what the server wants signed next
 * @param server its certificate as it sent it, to be signed along
 */
record Session(NodeId token, ByteString nonce, ByteString server) {
  Session next(ByteString fresh) {
    return new Session(token, fresh, server);
  }

  @Override
  public String toString() {
    return "Session";
  }
}
