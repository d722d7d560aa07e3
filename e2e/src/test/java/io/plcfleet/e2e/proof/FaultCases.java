package io.plcfleet.e2e.proof;

import static io.plcfleet.contract.DiagnosisClass.AddressConflict;
import static io.plcfleet.contract.DiagnosisClass.CpuStopped;
import static io.plcfleet.contract.DiagnosisClass.DeviceOverloaded;
import static io.plcfleet.contract.DiagnosisClass.LifeSignFrozen;
import static io.plcfleet.contract.DiagnosisClass.LinkCut;
import static io.plcfleet.contract.DiagnosisClass.NetworkPathDegraded;
import static io.plcfleet.contract.DiagnosisClass.WrongEndpoint;
import static io.plcfleet.scoring.ErrorClass.AddressError;
import static io.plcfleet.scoring.ErrorClass.ClosedByPeer;
import static io.plcfleet.scoring.ErrorClass.ConnectTimeout;
import static io.plcfleet.scoring.ErrorClass.ConnectionReset;
import static io.plcfleet.scoring.ErrorClass.DeviceBusy;
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
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

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
  /** The same in other protocols. EtherNet/IP: no session, status "no resources". OPC UA: Bad_SecurityPolicyRejected, without a reason. */
  private static final String NO_SESSION = "65000400" + "00000000" + "02000000" + "0000000000000000" + "00000000" + "01000000";
  private static final String POLICY_REJECTED = "4552524610000000" + "00005580" + "ffffffff";
  /** A router of ADS that answers the greeting, and then says in place of "no error" that it has no such port. */
  private static final Fault NO_PORT = new Fault.Reword("0400050008000000" + "00000000", "0400050008000000" + "06000000");
  private static final Taken PATH = Taken.again(NetworkPathDegraded);
  private static final Taken LATE = Taken.perhaps(NetworkPathDegraded, DeviceOverloaded);
  /** Three failures in a row, which chance brings about now and then, are an interruption. */
  private static final Taken WEAK = Taken.perhaps(NetworkPathDegraded, DeviceOverloaded, LinkCut);
  private static final Taken DAMAGED = Taken.perhaps(NetworkPathDegraded, LinkCut);
  /** Half of the minute that is looked back on must be slow before it is a slow PLC and not an uneven path. */
  private static final Duration OVERLOAD = Duration.ofSeconds(75);
  /** The state of the CPU is asked for each 5 s, and again a second later; a life sign may stand still for 5 s. */
  private static final Duration STANDSTILL = Duration.ofSeconds(10);
  static final Act NOTHING = _ -> { };

  static final List<FaultCase> ALL = List.of(
      before("refused", "nothing listens on the port", failed(AT_ONCE, Refused), Site::closePort, Site::openPort),
      before("syn-dropped", "nobody at the address: SYN unanswered", failed(UNANSWERED, ConnectTimeout), Site::swallowSyns, Site::answerSyns),
      before("silent", "accepts, then silent", timeoutWhileGreeting(), Site::freeze, Site::heal),
      before("http-answers", "an HTTP server that answers 400", everywhere(expected(UNANSWERED, ProtocolError, ProtocolError, ClosedByPeer, ConnectionReset)), Site::leadToHttp, Site::leadHome),
      before("http-waits", "an HTTP server that waits for more", only(Spoken.Modbus, expected(UNANSWERED, RequestTimeout, RequestTimeout, ClosedByPeer, ConnectionReset)),
          Site::leadToPatientHttp, Site::leadHome),
      before("rejected", "greeting refused: COTP disconnect", only(Spoken.S7, refused()), site -> site.set(new Fault.Reply(COTP_DISCONNECT)), Site::heal),
      before("no-session", "greeting refused: no session, status 2", only(Spoken.Eip, refused()), site -> site.set(new Fault.Reply(NO_SESSION)), Site::heal),
      before("policy-rejected", "greeting refused: Bad_SecurityPolicyRejected", only(Spoken.OpcUa, refused()), site -> site.set(new Fault.Reply(POLICY_REJECTED)), Site::heal),
      before("no-port", "greeting refused: AMS error 6, no such port", only(Spoken.Ads, refused()), site -> site.set(NO_PORT), Site::heal),
      before("dns-failure", "the name server does not know the name", failed(AT_ONCE, DnsFailure), Site::forgetName, Site::nameIt),
      before("full", "no connection or session is free", full(), Site::fill, Site::free),

      reading("freeze", "freezes while reading", silence(), LinkCut, Site::freeze, Site::heal),
      reading("reset-in-flight", "reset instead of the answer", hungUp(failed(NEXT_READ, ConnectionReset)), LinkCut, site -> site.set(new Fault.EndInFlight(true)), Site::heal),
      reading("closed-in-flight", "closed instead of the answer", hungUp(closed(NEXT_READ)), LinkCut, site -> site.set(new Fault.EndInFlight(false)), Site::heal),
      reading("reset-at-rest", "reset between two reads", hungUp(failed(AT_ONCE, ConnectionReset)), LinkCut, site -> site.set(new Fault.Reset()), Site::heal),
      reading("closed-at-rest", "closed between two reads", hungUp(closed(AT_ONCE)), LinkCut, site -> site.set(new Fault.HangUp()), Site::heal),
      reading("garbage", "garbage instead of answers", failed(NEXT_READ, ProtocolError), WrongEndpoint, site -> site.set(new Fault.Garbage()), Site::heal),
      reading("restart", "the server is switched off and on again", by(Spoken.Modbus, expected(AT_ONCE, ClosedByPeer, Refused), Spoken.S7, expected(AT_ONCE, ClosedByPeer, Refused)), LinkCut, Site::powerOff, Site::powerOn),
      reading("sessions-gone", "its sessions end and are somebody else's", only(Spoken.OpcUa, expected(AT_ONCE, ClosedByPeer, ClosedByPeer, HandshakeRejected)), DeviceOverloaded, Site::takeSessions, Site::free),

      new FaultCase("one-lost", "one answer is lost", When.GetsOverIt, everywhere(expected(UNANSWERED, RequestTimeout)), PATH, site -> site.set(new Fault.LoseOne()), Site::heal),
      new FaultCase("nat", "a router forgets connections 2 s old, without a word", When.GetsOverIt,
          everywhere(expected(Duration.ofSeconds(2).plus(UNANSWERED), RequestTimeout, RequestTimeout)), PATH,
          site -> site.set(new Fault.Forget(Duration.ofSeconds(2))), Site::heal),
      new FaultCase("dns-change", "the PLC gets another address, its name follows", When.GetsOverIt, everywhere(expected(AT_ONCE, ClosedByPeer)), Taken.perhaps(NetworkPathDegraded), Site::moveAway, Site::moveBack),

      // High bounds, and not the jitter ratio: a machine that compiles meanwhile has passed lower ones before.
      stays("slow", "answers 500 ms late", new Sign.Passed("plc_ack_p95_seconds", 0.4, "ACK P95 passes 400 ms"),
          site -> site.set(new Fault.Slow(new Latency(Duration.ofMillis(500), Duration.ofMillis(10))))),
      stays("jitter", "answers 310 to 590 ms late", new Sign.Passed("plc_ack_p95_seconds", 0.4, "ACK P95 passes 400 ms"),
          site -> site.set(new Fault.Slow(new Latency(Duration.ofMillis(450), Duration.ofMillis(140))))),

      new FaultCase("overloaded", "answers 350 ms late for a minute", When.Stays, everywhere(new Expected(new Sign.Diagnosed(DeviceOverloaded), Set.of(RequestTimeout), OVERLOAD)),
          LATE, site -> site.set(new Fault.Slow(new Latency(Duration.ofMillis(350), Duration.ofMillis(10)))), NOTHING),
      new FaultCase("busy", "says busy to every request", When.Stays, only(Spoken.Modbus, new Expected(new Sign.TagRefused(DeviceBusy), Set.of(), NEXT_READ)),
          Taken.as(DeviceOverloaded), Site::beBusy, NOTHING),
      new FaultCase("lossy", "8 % loss, 100 +/- 95 ms", When.Throughout,
          each(spoken -> new Expected(new Sign.Diagnosed(NetworkPathDegraded), spoken.greets() ? Set.of(RequestTimeout, HandshakeTimeout) : Set.of(RequestTimeout), CHANCE)),
          Taken.as(NetworkPathDegraded, LinkCut), site -> site.set(new Fault.Weak(new Latency(Duration.ofMillis(100), Duration.ofMillis(95)), 0, 0.08)), NOTHING),
      new FaultCase("address-conflict", "two PLCs at one address: resets and silence take turns", When.Throughout, by(Spoken.Modbus, fought(RequestTimeout), Spoken.S7, fought(HandshakeTimeout)),
          Taken.as(AddressConflict), Site::beginFight, Site::settleFight),

      chance("weak", "0.8 % loss, 80 +/- 40 ms, correlation 25 %", each(spoken -> expected(CHANCE, Set.of(RequestTimeout), spoken.greets() ? Set.of(RequestTimeout, HandshakeTimeout) : Set.of(RequestTimeout))), Fault.Weak.network()),
      chance("corrupted", "3 % of the answers changed", each(FaultCases::damaged), DAMAGED, new Fault.Corrupt(0.03)),
      chance("hijack", "100 ms to 1.2 s late, 3 % changed", each(FaultCases::damaged), DAMAGED, new Fault.Hijack()),

      new FaultCase("cpu-stopped", "the CPU is stopped, its communication goes on", When.Throughout, Map.of(Spoken.S7, standstill(CpuStopped), Spoken.OpcUa, standstill(CpuStopped), Spoken.Ads, standstill(CpuStopped)),
          Taken.as(CpuStopped), Site::stopCpu, Site::startCpu),
      new FaultCase("frozen", "the program stands still, its life sign with it", When.Throughout, only(Spoken.Modbus, standstill(LifeSignFrozen)),
          Taken.as(LifeSignFrozen), Site::stopCpu, Site::startCpu),

      declared("bad-address", "a tag that the PLC does not have", Taken.NOTHING, NOTHING, everywhere(new Expected(new Sign.TagRefused(AddressError), Set.of(), NEXT_READ))),
      declared("bad-unit", "a Modbus unit that does not exist", Taken.as(WrongEndpoint), Site::correctUnit, only(Spoken.Modbus, expected(UNANSWERED, RequestTimeout, RequestTimeout))));

  private FaultCases() {}

  private static FaultCase before(String key, String what, Map<Spoken, Expected> expected, Act begin, Act end) {
    return new FaultCase(key, what, When.BeforeFirst, expected, Taken.as(WrongEndpoint), begin, end);
  }

  private static FaultCase reading(String key, String what, Map<Spoken, Expected> expected, DiagnosisClass taken, Act begin, Act end) {
    return new FaultCase(key, what, When.WhileReading, expected, Taken.as(taken), begin, end);
  }

  /** Answers come two thirds into the timeout: on a machine that is needed elsewhere one may come too late, and nothing else may come of it. */
  private static FaultCase stays(String key, String what, Sign sign, Act begin) {
    return new FaultCase(key, what, When.Stays, everywhere(new Expected(sign, Set.of(RequestTimeout), WINDOW)), LATE, begin, Site::heal);
  }

  private static FaultCase chance(String key, String what, Map<Spoken, Expected> expected, Fault fault) {
    return chance(key, what, expected, WEAK, fault);
  }

  private static FaultCase chance(String key, String what, Map<Spoken, Expected> expected, Taken taken, Fault fault) {
    return new FaultCase(key, what, When.ByChance, expected, taken, site -> site.set(fault), Site::heal);
  }

  private static FaultCase declared(String key, String what, Taken taken, Act edit, Map<Spoken, Expected> expected) {
    return new FaultCase(key, what, When.Declared, expected, taken, NOTHING, edit);
  }

  /** The same class first and ever after. */
  private static Map<Spoken, Expected> failed(Duration within, ErrorClass error) {
    return everywhere(expected(within, error, error));
  }

  /** Closed in good order; what is sent after that is answered by a reset, which may be seen first. */
  private static Map<Spoken, Expected> closed(Duration within) {
    Set<ErrorClass> ends = Set.of(ClosedByPeer, ConnectionReset);
    return everywhere(expected(within, ends, ends));
  }

  /** Without a greeting, as Modbus is, silence is found by the first request. */
  private static Map<Spoken, Expected> timeoutWhileGreeting() {
    return each(spoken -> expected(UNANSWERED, spoken.greets() ? HandshakeTimeout : RequestTimeout, spoken.greets() ? HandshakeTimeout : RequestTimeout));
  }

  /** A request stays unanswered; the next connection shows it in its greeting, where there is one. */
  private static Map<Spoken, Expected> silence() {
    return each(spoken -> expected(UNANSWERED, RequestTimeout, spoken.greets() ? HandshakeTimeout : RequestTimeout));
  }

  /** All of them are taken: the server closes, or where it has sessions, says so. A router of ADS that hangs up means that it has no route to us. */
  private static Map<Spoken, Expected> full() {
    Map<Spoken, Expected> full = closed(NEXT_READ);
    full.put(Spoken.OpcUa, expected(NEXT_READ, HandshakeRejected, HandshakeRejected));
    full.put(Spoken.Ads, expected(NEXT_READ, HandshakeRejected, HandshakeRejected));
    return full;
  }

  /** The next connection ends in its greeting, which from a router of ADS is a refusal. */
  private static Map<Spoken, Expected> hungUp(Map<Spoken, Expected> expected) {
    Expected ads = Objects.requireNonNull(expected.get(Spoken.Ads));
    Set<ErrorClass> later = EnumSet.of(HandshakeRejected);
    later.addAll(ads.later());
    expected.put(Spoken.Ads, new Expected(ads.first(), later, ads.within()));
    return expected;
  }

  private static Expected damaged(Spoken spoken) {
    Set<ErrorClass> classes = spoken.greets() ? damagedGreeting() : Set.of(ProtocolError, RequestTimeout);
    return expected(CHANCE, classes, classes);
  }

  private static Expected standstill(DiagnosisClass diagnosis) {
    return new Expected(new Sign.Diagnosed(diagnosis), Set.of(), STANDSTILL);
  }

  /** Whatever a changed byte makes of the answers to greeting and read. */
  private static Set<ErrorClass> damagedGreeting() {
    return Set.of(ProtocolError, RequestTimeout, HandshakeTimeout, HandshakeRejected, ClosedByPeer, ConnectionReset);
  }

  private static Expected refused() {
    return expected(AT_ONCE, HandshakeRejected, HandshakeRejected);
  }

  /** @param silence how it shows on a new connection */
  private static Expected fought(ErrorClass silence) {
    return expected(AT_ONCE, Set.of(ConnectionReset), EnumSet.of(ConnectionReset, ClosedByPeer, Refused, RequestTimeout, silence));
  }

  private static Expected expected(Duration within, ErrorClass first, ErrorClass... later) {
    return expected(within, Set.of(first), Set.of(later));
  }

  private static Expected expected(Duration within, Set<ErrorClass> first, Set<ErrorClass> later) {
    return new Expected(new Sign.Failed(first), later, within);
  }

  private static Map<Spoken, Expected> everywhere(Expected expected) {
    return each(_ -> expected);
  }

  private static Map<Spoken, Expected> each(Function<Spoken, Expected> expected) {
    Map<Spoken, Expected> all = new EnumMap<>(Spoken.class);
    for (Spoken spoken : Spoken.values()) all.put(spoken, expected.apply(spoken));
    return all;
  }

  private static Map<Spoken, Expected> only(Spoken protocol, Expected expected) {
    return Map.of(protocol, expected);
  }

  private static Map<Spoken, Expected> by(Spoken one, Expected ofOne, Spoken other, Expected ofOther) {
    Map<Spoken, Expected> all = new EnumMap<>(Spoken.class);
    all.put(one, ofOne);
    all.put(other, ofOther);
    return all;
  }
}
