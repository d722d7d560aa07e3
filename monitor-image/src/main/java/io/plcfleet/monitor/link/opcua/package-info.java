/**
 * OPC UA: one session with a server, over our own connection. Messages and their protection are Eclipse Milo's; the client is ours, so that
 * deadlines, failures and back-off are those of every other link. Only the messages of a reader are known here.
 */
@NullMarked
package io.plcfleet.monitor.link.opcua;

import org.jspecify.annotations.NullMarked;
