package io.plcfleet.monitor.link.opcua;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of one connection are protected.
 *
 * @param keys ours, absent for the policy None
 * @param own our certificate, likewise
 * @param server the server's certificate, which is trusted; likewise
 */
record Protection(
    SecurityPolicy policy, MessageSecurityMode mode, @Nullable KeyPair keys, @Nullable X509Certificate own, @Nullable X509Certificate server) {
  static final Protection NONE = new Protection(SecurityPolicy.None, MessageSecurityMode.None, null, null, null);

  boolean isNone() {
    return policy == SecurityPolicy.None;
  }
}
