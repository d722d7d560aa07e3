package io.plcfleet.monitor.link.opcua;

import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/**
 * What a server offers to whoever talks to it as is declared.
 *
 * @param certificate the server's own; may be empty where messages are not protected
 * @param logins the ways to log in
 */
record Offer(ByteString certificate, List<UserTokenPolicy> logins) {}
