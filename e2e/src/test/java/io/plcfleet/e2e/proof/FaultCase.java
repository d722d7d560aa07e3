package io.plcfleet.e2e.proof;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way in which a link fails, and what the monitor is to say of it.
 *
 * @param key part of the PLC's name
 * @param what for the table
 * @param expected by protocol; a protocol that does not know the fault is absent
 * @param taken the diagnosis
 */
record FaultCase(String key, String what, When when, Map<Spoken, Expected> expected, Taken taken, Act begin, Act end) {
  /** When the fault is there, and for how long. */
  enum When {
    /** Before the monitor connects for the first time; over and over, each time with a fresh start. */
    BeforeFirst,
    /** While the PLC is read; over and over. */
    WhileReading,
    /** The same, and the monitor gets over it with the fault still there. */
    GetsOverIt,
    /** While the PLC is read, once, and it stays to the end; struck in the last round, for what is measured over a window. */
    Stays,
    /** While the PLC is read, once, from the first round on to the end: for what takes its time to be told. */
    Throughout,
    /** As that, on a PLC that is read every 100 ms: for faults that strike by chance. */
    ByChance,
    /** As declared: only an edit mends it, which comes at the very end. */
    Declared
  }

  /**
   * @param first what shows first
   * @param later classes that may follow while the fault lasts, and come before a first sign that is no failed read
   * @param within from the fault to the first sign, on a machine that has time
   */
  record Expected(Sign first, Set<ErrorClass> later, Duration within) {}

  /**
   * What the monitor may take the fault for when it has lasted; with several, any of them.
   *
   * @param always whether each round ends with one of them
   * @param atLast whether the last round does
   */
  record Taken(Set<DiagnosisClass> any, boolean always, boolean atLast) {
    static final Taken NOTHING = new Taken(Set.of(), false, false);

    static Taken as(DiagnosisClass... diagnoses) {
      return new Taken(Set.of(diagnoses), true, true);
    }

    /** Or for nothing yet: it is seldom enough. */
    static Taken perhaps(DiagnosisClass... diagnoses) {
      return new Taken(Set.of(diagnoses), false, false);
    }

    /** Once says nothing yet; when it has come back it is to be told. */
    static Taken again(DiagnosisClass diagnosis) {
      return new Taken(Set.of(diagnosis), false, true);
    }

    boolean admits(Optional<DiagnosisClass> said) {
      return said.map(any::contains).orElse(!always);
    }
  }

  /** Something done to a link. */
  interface Act {
    void on(Site site);
  }

  /** Who has answered and then refuses each greeting may have too much to do; of ADS that is also a router that hangs up. */
  Taken taken(Spoken protocol) {
    Expected of = expected.get(protocol);
    boolean refuses = of != null && of.later().contains(ErrorClass.HandshakeRejected) && !of.later().contains(ErrorClass.ProtocolError);
    return refuses && protocol == Spoken.Ads && when == When.WhileReading ? Taken.as(DiagnosisClass.DeviceOverloaded, DiagnosisClass.LinkCut) : taken;
  }

  boolean repeats() {
    return switch (when) {
      case BeforeFirst, WhileReading, GetsOverIt -> true;
      case Stays, Throughout, ByChance, Declared -> false;
    };
  }

  /** Whether what it is taken for is asked at the very end. */
  boolean takesItsTime() {
    return when == When.Throughout || expected.values().stream().anyMatch(each -> each.first() instanceof Sign.Diagnosed);
  }

  /** Whether it ends while somebody looks. */
  boolean ends() {
    return end != FaultCases.NOTHING && when != When.Stays;
  }
}
