package io.plcfleet.scoring;

import java.util.EnumSet;
import java.util.Set;

/**
 * Every way in which an attempt to connect or to read can fail: the label {@code class} of metrics, the words of status and documents.
 * The order never leaves the process.
 */
public enum ErrorClass {
  DnsFailure("the name of the PLC has no address",
      "the name server says that it does not know the host, or does not answer in time",
      "Check spec host, the name server of the cluster and the search domains of the monitor's pod."),
  Refused("the address answers, but nothing listens on the port",
      "TCP RST to the connection request",
      "Check the port, whether the protocol is switched on in the PLC, and firewalls that reject."),
  ConnectTimeout("nobody answers at the address",
      "no reply to the connection request within the timeout",
      "Check power, cable, address and firewalls that drop."),
  Unroutable("there is no way to the address",
      "a router says so, or nobody with the address answers on the monitor's own network: no route to the host, network unreachable",
      "Check address, cable and power of the PLC, and the routers between."),
  HandshakeTimeout("TCP is up, the protocol's greeting stays unanswered",
      "connected, then no complete answer to the greeting within the timeout",
      "Check that the protocol is the right one for the port; a full connection table or a hung CPU look the same."),
  HandshakeRejected("the PLC refuses the protocol's greeting",
      "an answer to the greeting that says no, with its code; for ADS also a router that hangs up on the first request",
      "Check rack, slot and connection type, credentials, and whether the PLC has a free connection; for ADS the route on the controller and amsPort."),
  ConnectionReset("the connection was cut off",
      "TCP RST on a connection that was up",
      "Look for a restart of the PLC, another device with the same address, or a firewall that forgets connections."),
  ClosedByPeer("the PLC ended the connection",
      "TCP FIN on a connection that was up",
      "Look for a restart of the PLC, its limit of connections, or its idle timeout."),
  RequestTimeout("the connection is up, a request stays unanswered",
      "no complete answer within the timeout",
      "Look for loss on the path, an overloaded PLC, or a firewall that forgets connections without a word."),
  ProtocolError("what came is not an answer to the question",
      "bytes that do not follow the protocol, or answer another question",
      "Check that the protocol is the right one for the port; then look for a damaged path or a gateway that mixes answers up."),
  AddressError("the PLC has no such address, or it is of another type",
      "an answer that refuses this tag",
      "Correct the tag's address; for S7 check that the DB exists and is not optimised."),
  AccessDenied("the PLC does not permit to read it",
      "an answer that refuses access",
      "For S7: PUT/GET is not permitted, or the access level is too high. To permit it lets every client write, so restrict it by a firewall; prefer OPC UA."),
  DeviceBusy("the PLC is busy with other requests",
      "an answer that says busy",
      "Read less often; look for other clients of the PLC."),
  DeviceFailure("the PLC reports a failure of its own",
      "an answer that says that the device failed",
      "Look at the PLC's diagnostic buffer."),
  TargetUnreachable("the gateway answers, the unit behind it does not",
      "an answer of the gateway: Modbus exception 0x0A or 0x0B, or an AMS router's that it has no such port or machine",
      "Check the unit's power, its address and the serial line behind the gateway; for ADS whether TwinCAT is in Run mode."),
  ConfigError("what is declared, or given to log in with, cannot be used",
      "the monitor refuses before it asks: credentials that are not mounted or of a wrong form, a securityPolicy that cannot be made with them",
      "Correct the field or the file that the message names; it is tried again at each attempt to connect."),
  AddressForbidden("the address is not one that the administrator permits",
      "the monitor looks at the address before each connection request, and sends none: what the name stands for, or the address that is declared, is outside of allowedCidrs",
      "If the PLC has moved, have its network added to the chart value allowedCidrs; if the name leads elsewhere, correct spec host or the name server."),
  LocalFailure("the monitor itself is hindered, nothing went out to the PLC",
      "the monitor's own system refuses: too many open files, no free local port, no memory, no route of its own, not permitted to send",
      "Look at the monitor's pod and node: limits of open files and memory, local ports, routes, network policies.");

  private static final Set<ErrorClass> NOT_OF_LINK = EnumSet.of(AddressError, AccessDenied, ConfigError, AddressForbidden, LocalFailure);
  private static final int CONCERN_LINK = values().length - NOT_OF_LINK.size();

  private final String meaning;
  private final String evidence;
  private final String action;

  ErrorClass(String meaning, String evidence, String action) {
    this.meaning = meaning;
    this.evidence = evidence;
    this.action = action;
  }

  /** False where the tag, what is declared or permitted, or the monitor itself is the cause: that costs no points. */
  public boolean concernsLink() {
    return !NOT_OF_LINK.contains(this);
  }

  /** Number of classes that concern the link. */
  static int concerningLink() {
    return CONCERN_LINK;
  }

  /** Place in arrays that hold something by class. */
  @SuppressWarnings("EnumOrdinal") // never stored and never leaves the process
  int index() {
    return ordinal();
  }

  /** What it means, as the end of a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What was seen. */
  public String evidence() {
    return evidence;
  }

  /** What a person should do. */
  public String action() {
    return action;
  }
}
