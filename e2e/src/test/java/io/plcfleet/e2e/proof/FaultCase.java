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
    /** While the PLC is read, once, and it stays; struck in the last round, for what is measured over a window. */
    Stays,
    /** While the PLC is read, once, from the first round on: the PLC answers, its program does not run. */
    Standstill,
    /** As that, on a PLC that is read every 100 ms: for faults that strike by chance. */
    ByChance,
    /** As declared: only an edit mends it. */
    Declared
  }

  /**
   * @param first what shows first
   * @param later classes that may follow while the fault lasts
   * @param within from the fault to the first sign, on a machine that has time
   */
  record Expected(Sign first, Set<ErrorClass> later, Duration within) {}

  /** What the monitor may take the fault for when it has lasted; with several, any of them. */
  record Taken(Set<DiagnosisClass> any, boolean always) {
    static final Taken NOTHING = new Taken(Set.of(), false);

    static Taken as(DiagnosisClass diagnosis) {
      return new Taken(Set.of(diagnosis), true);
    }

    /** Or for nothing yet: it is seldom enough. */
    static Taken perhaps(DiagnosisClass... diagnoses) {
      return new Taken(Set.of(diagnoses), false);
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
    return refuses && protocol == Spoken.Ads && when == When.WhileReading ? new Taken(Set.of(DiagnosisClass.DeviceOverloaded, DiagnosisClass.LinkCut), true) : taken;
  }

  boolean repeats() {
    return switch (when) {
      case BeforeFirst, WhileReading, GetsOverIt -> true;
      case Stays, Standstill, ByChance, Declared -> false;
    };
  }
}
