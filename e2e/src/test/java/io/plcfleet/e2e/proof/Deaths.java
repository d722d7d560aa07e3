package io.plcfleet.e2e.proof;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.FaultyLink;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The ways in which a PLC can be dead for long, one for each class of failure that a PLC shows which is not there, in each protocol. What a
 * PLC answers that lives is no death: refused tags, a busy device.
 *
 * @param classes which its attempts may meet
 * @param curable whether the link can be mended from here
 */
record Deaths(String name, Set<ErrorClass> classes, Set<Spoken> protocols, boolean curable, BiConsumer<Field, FaultyLink> act) {
  private static final Set<Spoken> EACH = EnumSet.allOf(Spoken.class);

  static final List<Deaths> ALL = List.of(
      new Deaths("refused", Set.of(ErrorClass.Refused), EACH, false, (_, _) -> { }),
      new Deaths("nobody", Set.of(ErrorClass.ConnectTimeout), EACH, false, Field::swallow),
      curable("silent", Set.of(ErrorClass.RequestTimeout, ErrorClass.HandshakeTimeout), new Fault.Freeze()),
      curable("reset", Set.of(ErrorClass.ConnectionReset), new Fault.Reset()),
      curable("closed", Set.of(ErrorClass.ClosedByPeer, ErrorClass.ConnectionReset), new Fault.HangUp()),
      curable("garbage", Set.of(ErrorClass.ProtocolError), new Fault.Garbage()),
      curable("forgotten", Set.of(ErrorClass.RequestTimeout, ErrorClass.HandshakeTimeout), new Fault.Forget(Duration.ZERO)),
      new Deaths("rejected", Set.of(ErrorClass.HandshakeRejected), Set.of(Spoken.S7), true, (_, link) -> link.set(new Fault.Reply(FaultCases.COTP_DISCONNECT))),
      new Deaths("nameless", Set.of(ErrorClass.DnsFailure), EACH, false, (_, _) -> { }),
      new Deaths("wrong-unit", Set.of(ErrorClass.RequestTimeout), Set.of(Spoken.Modbus), false, (_, _) -> { }));

  private static Deaths curable(String name, Set<ErrorClass> classes, Fault fault) {
    return new Deaths(name, classes, EACH, true, (_, link) -> link.set(fault));
  }

  /** A router of ADS that hangs up means that it has no route to us. */
  boolean admits(ErrorClass error, Spoken spoken) {
    boolean hangsUp = classes.contains(ErrorClass.ConnectionReset);
    return classes.contains(error) || (hangsUp && spoken == Spoken.Ads && error == ErrorClass.HandshakeRejected);
  }
}
