package io.plcfleet.monitor.link;

import org.jspecify.annotations.Nullable;

/**
 * How long each step of the newest attempt to open took, in nanoseconds. A step is absent as long as it has not ended well, when there is
 * none, and when our own process stood still during it.
 *
 * @param dns asking the name server; none for an address
 * @param tcp the TCP connection
 * @param handshake the first exchange of the protocol: COTP for S7, none for Modbus
 * @param session the agreement after it: setup of communication for S7, none for Modbus
 * @param firstRead the first read of the connection, all its requests together
 */
public record Phases(
    @Nullable Long dns, @Nullable Long tcp, @Nullable Long handshake, @Nullable Long session, @Nullable Long firstRead) {
  public static final Phases NONE = new Phases(null, null, null, null, null);

  /** The steps in their order. */
  public enum Phase { Dns, Tcp, Handshake, Session, FirstRead }

  public @Nullable Long nanos(Phase phase) {
    return switch (phase) {
      case Dns -> dns;
      case Tcp -> tcp;
      case Handshake -> handshake;
      case Session -> session;
      case FirstRead -> firstRead;
    };
  }

  /** The same with one step more. */
  public Phases with(Phase phase, long nanos) {
    return switch (phase) {
      case Dns -> new Phases(nanos, tcp, handshake, session, firstRead);
      case Tcp -> new Phases(dns, nanos, handshake, session, firstRead);
      case Handshake -> new Phases(dns, tcp, nanos, session, firstRead);
      case Session -> new Phases(dns, tcp, handshake, nanos, firstRead);
      case FirstRead -> new Phases(dns, tcp, handshake, session, nanos);
    };
  }
}
