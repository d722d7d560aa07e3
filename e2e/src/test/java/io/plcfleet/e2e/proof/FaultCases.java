package io.plcfleet.e2e.proof;

import static io.plcfleet.contract.DiagnosisClass.AddressConflict;
import static io.plcfleet.contract.DiagnosisClass.DeviceOverloaded;
import static io.plcfleet.contract.DiagnosisClass.LinkCut;
import static io.plcfleet.contract.DiagnosisClass.NetworkPathDegraded;
import static io.plcfleet.contract.DiagnosisClass.WrongEndpoint;
import static io.plcfleet.scoring.ErrorClass.AddressError;
import static io.plcfleet.scoring.ErrorClass.ClosedByPeer;
import static io.plcfleet.scoring.ErrorClass.ConnectTimeout;
import static io.plcfleet.scoring.ErrorClass.ConnectionReset;
import static io.plcfleet.scoring.ErrorClass.DnsFailure;
import static io.plcfleet.scoring.ErrorClass.HandshakeRejected;
import static io.plcfleet.scoring.ErrorClass.HandshakeTimeout;
import static io.plcfleet.scoring.ErrorClass.ProtocolError;
import static io.plcfleet.scoring.ErrorClass.Refused;
import static io.plcfleet.scoring.ErrorClass.RequestTimeout;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.e2e.proof.FaultCase.Act;
import io.plcfleet.e2e.proof.FaultCase.Expected;
import io.plcfleet.e2e.proof.FaultCase.Taken;
import io.plcfleet.e2e.proof.FaultCase.When;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.Latency;
import io.plcfleet.simulator.Protocol;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The faults of the matrix: a new one is a line here. */
final class FaultCases {
  /** Each PLC of the matrix is read once a second, and waited for so long. */
  static final Duration INTERVAL = Duration.ofSeconds(1);
  static final Duration TIMEOUT = Duration.ofMillis(800);

  /** A broken connection shows at once. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);
  /** Something has to be asked first. */
  private static final Duration NEXT_READ = INTERVAL.plus(AT_ONCE);
  private static final Duration UNANSWERED = INTERVAL.plus(TIMEOUT).plus(AT_ONCE);
  /** What is measured over a window of a minute. */
  private static final Duration WINDOW = Duration.ofSeconds(15);
  static final Duration CHANCE = Duration.ofSeconds(60);
  /** An answer to the greeting of S7 that says no: COTP's disconnect request, reason "not specified". */
  static final String COTP_DISCONNECT = "0300000b06800001000100";
  private static final Taken PATH = Taken.perhaps(NetworkPathDegraded);
  private static final Taken LATE = Taken.perhaps(NetworkPathDegraded, DeviceOverloaded);
  /** A damaged answer to the question who it is looks like another device; and links that break in several ways look like two. */
  private static final Taken DAMAGED = Taken.perhaps(AddressConflict, DeviceOverloaded, NetworkPathDegraded);
  private static final Act NOTHING = _ -> { };

  static final List<FaultCase> ALL = List.of(
      before("refused", "nothing listens on the port", failed(AT_ONCE, Refused), Site::closePort, Site::openPort),
      before("syn-dropped", "nobody at the address: SYN unanswered", failed(UNANSWERED, ConnectTimeout), Site::swallowSyns, Site::answerSyns),
      before("silent", "accepts, then silent", timeoutWhileGreeting(), Site::freeze, Site::heal),
      before("http-answers", "an HTTP server that answers 400", both(expected(UNANSWERED, ProtocolError, ProtocolError, ClosedByPeer, ConnectionReset)), Site::leadToHttp, Site::leadHome),
      before("http-waits", "an HTTP server that waits for more", only(Protocol.Modbus, expected(UNANSWERED, RequestTimeout, RequestTimeout, ClosedByPeer, ConnectionReset)),
          Site::leadToPatientHttp, Site::leadHome),
      before("rejected", "greeting refused: COTP disconnect", only(Protocol.S7, expected(AT_ONCE, HandshakeRejected, HandshakeRejected)),
          site -> site.set(new Fault.Reply(COTP_DISCONNECT)), Site::heal),
      before("dns-failure", "the name server does not know the name", failed(AT_ONCE, DnsFailure), Site::forgetName, Site::nameIt),
      before("full", "accepts, then closes: no connection is free", closed(NEXT_READ), Site::fill, Site::free),

      reading("freeze", "freezes while reading", silence(), DeviceOverloaded, Site::freeze, Site::heal),
      reading("reset-in-flight", "reset instead of the answer", failed(NEXT_READ, ConnectionReset), DeviceOverloaded, site -> site.set(new Fault.EndInFlight(true)), Site::heal),
      reading("closed-in-flight", "closed instead of the answer", closed(NEXT_READ), DeviceOverloaded, site -> site.set(new Fault.EndInFlight(false)), Site::heal),
      reading("reset-at-rest", "reset between two reads", failed(AT_ONCE, ConnectionReset), DeviceOverloaded, site -> site.set(new Fault.Reset()), Site::heal),
      reading("closed-at-rest", "closed between two reads", closed(AT_ONCE), DeviceOverloaded, site -> site.set(new Fault.HangUp()), Site::heal),
      reading("garbage", "garbage instead of answers", failed(NEXT_READ, ProtocolError), WrongEndpoint, site -> site.set(new Fault.Garbage()), Site::heal),
      reading("restart", "the server is switched off and on again", both(expected(AT_ONCE, ClosedByPeer, Refused)), LinkCut, Site::powerOff, Site::powerOn),

      new FaultCase("one-lost", "one answer is lost", When.GetsOverIt, both(expected(UNANSWERED, RequestTimeout)), PATH, site -> site.set(new Fault.LoseOne()), Site::heal),
      new FaultCase("nat", "a router forgets connections 2 s old, without a word", When.GetsOverIt,
          both(expected(Duration.ofSeconds(2).plus(UNANSWERED), RequestTimeout, RequestTimeout)), PATH,
          site -> site.set(new Fault.Forget(Duration.ofSeconds(2))), Site::heal),
      new FaultCase("dns-change", "the PLC gets another address, its name follows", When.GetsOverIt, both(expected(AT_ONCE, ClosedByPeer)), PATH, Site::moveAway, Site::moveBack),

      // High bounds, and not the jitter ratio: a machine that compiles meanwhile has passed lower ones before.
      stays("slow", "answers 500 ms late", new Sign.Passed("plc_ack_p95_seconds", 0.4, "ACK P95 passes 400 ms"),
          site -> site.set(new Fault.Slow(new Latency(Duration.ofMillis(500), Duration.ofMillis(10))))),
      stays("jitter", "answers 310 to 590 ms late", new Sign.Passed("plc_ack_p95_seconds", 0.4, "ACK P95 passes 400 ms"),
          site -> site.set(new Fault.Slow(new Latency(Duration.ofMillis(450), Duration.ofMillis(140))))),

      chance("weak", "0.8 % loss, 80 +/- 40 ms, correlation 25 %", by(Protocol.Modbus, expected(CHANCE, RequestTimeout, RequestTimeout),
          Protocol.S7, expected(CHANCE, Set.of(RequestTimeout), Set.of(RequestTimeout, HandshakeTimeout))), Fault.Weak.network()),
      chance("corrupted", "3 % of the answers changed", by(
          Protocol.Modbus, expected(CHANCE, Set.of(ProtocolError, RequestTimeout), Set.of(ProtocolError, RequestTimeout)),
          Protocol.S7, expected(CHANCE, damagedGreeting(), damagedGreeting())), DAMAGED, new Fault.Corrupt(0.03)),
      chance("hijack", "100 ms to 1.2 s late, 3 % changed", by(
          Protocol.Modbus, expected(CHANCE, Set.of(RequestTimeout, ProtocolError), Set.of(RequestTimeout, ProtocolError)),
          Protocol.S7, expected(CHANCE, damagedGreeting(), damagedGreeting())), DAMAGED, new Fault.Hijack()),

      declared("bad-address", "a tag that the PLC does not have", Taken.NOTHING, both(new Expected(new Sign.TagRefused(AddressError), Set.of(), NEXT_READ))),
      declared("bad-unit", "a Modbus unit that does not exist", Taken.as(WrongEndpoint), only(Protocol.Modbus, expected(UNANSWERED, RequestTimeout, RequestTimeout))));

  private FaultCases() {}

  private static FaultCase before(String key, String what, Map<Protocol, Expected> expected, Act begin, Act end) {
    return new FaultCase(key, what, When.BeforeFirst, expected, Taken.as(WrongEndpoint), begin, end);
  }

  private static FaultCase reading(String key, String what, Map<Protocol, Expected> expected, DiagnosisClass taken, Act begin, Act end) {
    return new FaultCase(key, what, When.WhileReading, expected, Taken.as(taken), begin, end);
  }

  private static FaultCase stays(String key, String what, Sign sign, Act begin) {
    return new FaultCase(key, what, When.Stays, both(new Expected(sign, Set.of(), WINDOW)), LATE, begin, Site::heal);
  }

  private static FaultCase chance(String key, String what, Map<Protocol, Expected> expected, Fault fault) {
    return chance(key, what, expected, LATE, fault);
  }

  private static FaultCase chance(String key, String what, Map<Protocol, Expected> expected, Taken taken, Fault fault) {
    return new FaultCase(key, what, When.ByChance, expected, taken, site -> site.set(fault), Site::heal);
  }

  private static FaultCase declared(String key, String what, Taken taken, Map<Protocol, Expected> expected) {
    return new FaultCase(key, what, When.Declared, expected, taken, NOTHING, NOTHING);
  }

  /** The same class first and ever after. */
  private static Map<Protocol, Expected> failed(Duration within, ErrorClass error) {
    return both(expected(within, error, error));
  }

  /** Closed in good order; what is sent after that is answered by a reset, which may be seen first. */
  private static Map<Protocol, Expected> closed(Duration within) {
    Set<ErrorClass> ends = Set.of(ClosedByPeer, ConnectionReset);
    return both(expected(within, ends, ends));
  }

  /** Modbus has no greeting, so silence is found by the first request. */
  private static Map<Protocol, Expected> timeoutWhileGreeting() {
    return by(Protocol.Modbus, expected(UNANSWERED, RequestTimeout, RequestTimeout), Protocol.S7, expected(UNANSWERED, HandshakeTimeout, HandshakeTimeout));
  }

  /** A request stays unanswered; the next connection shows it in its greeting, where there is one. */
  private static Map<Protocol, Expected> silence() {
    return by(Protocol.Modbus, expected(UNANSWERED, RequestTimeout, RequestTimeout), Protocol.S7, expected(UNANSWERED, RequestTimeout, HandshakeTimeout));
  }

  /** Whatever a changed byte makes of the answers to greeting and read. */
  private static Set<ErrorClass> damagedGreeting() {
    return Set.of(ProtocolError, RequestTimeout, HandshakeTimeout, HandshakeRejected, ClosedByPeer, ConnectionReset);
  }

  private static Expected expected(Duration within, ErrorClass first, ErrorClass... later) {
    return expected(within, Set.of(first), Set.of(later));
  }

  private static Expected expected(Duration within, Set<ErrorClass> first, Set<ErrorClass> later) {
    return new Expected(new Sign.Failed(first), later, within);
  }

  private static Map<Protocol, Expected> both(Expected expected) {
    return by(Protocol.Modbus, expected, Protocol.S7, expected);
  }

  private static Map<Protocol, Expected> only(Protocol protocol, Expected expected) {
    return Map.of(protocol, expected);
  }

  private static Map<Protocol, Expected> by(Protocol one, Expected ofOne, Protocol other, Expected ofOther) {
    Map<Protocol, Expected> all = new EnumMap<>(Protocol.class);
    all.put(one, ofOne);
    all.put(other, ofOther);
    return all;
  }
}
