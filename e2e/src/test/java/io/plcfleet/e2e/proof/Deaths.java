package io.plcfleet.e2e.proof;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The ways in which a PLC can be dead for long, one for each class of failure.
 *
 * @param classes which its attempts may meet
 * @param curable whether the link can be mended from here
 */
record Deaths(String name, Set<ErrorClass> classes, Set<Protocol> protocols, boolean curable, BiConsumer<Field, FaultyLink> act) {
  private static final Set<Protocol> BOTH = Set.of(Protocol.Modbus, Protocol.S7);

  static final List<Deaths> ALL = List.of(
      new Deaths("refused", Set.of(ErrorClass.Refused), BOTH, false, (_, _) -> { }),
      new Deaths("nobody", Set.of(ErrorClass.ConnectTimeout), BOTH, false, Field::swallow),
      curable("silent", Set.of(ErrorClass.RequestTimeout, ErrorClass.HandshakeTimeout), new Fault.Freeze()),
      curable("reset", Set.of(ErrorClass.ConnectionReset), new Fault.Reset()),
      curable("closed", Set.of(ErrorClass.ClosedByPeer, ErrorClass.ConnectionReset), new Fault.HangUp()),
      curable("garbage", Set.of(ErrorClass.ProtocolError), new Fault.Garbage()),
      curable("forgotten", Set.of(ErrorClass.RequestTimeout, ErrorClass.HandshakeTimeout), new Fault.Forget(Duration.ZERO)),
      new Deaths("rejected", Set.of(ErrorClass.HandshakeRejected), Set.of(Protocol.S7), true, (_, link) -> link.set(new Fault.Reply(FaultCases.COTP_DISCONNECT))),
      new Deaths("nameless", Set.of(ErrorClass.DnsFailure), BOTH, false, (_, _) -> { }),
      new Deaths("wrong-unit", Set.of(ErrorClass.RequestTimeout), Set.of(Protocol.Modbus), false, (_, _) -> { }));

  private static Deaths curable(String name, Set<ErrorClass> classes, Fault fault) {
    return new Deaths(name, classes, BOTH, true, (_, link) -> link.set(fault));
  }
}
