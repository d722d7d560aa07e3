package io.plcfleet.contract;

import io.plcfleet.scoring.SignalName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code monitor.json}: which PLCs one monitor reads, and how. It is also the record of who reads what:
 * the operator finds here after a restart where each PLC is.
 *
 * @param serial grows with each change; the monitor reports the one it has loaded
 * @param settings the shared settings by revision; each PLC names the one that it is on
 */
public record MonitorConfig(long serial, Map<String, Settings> settings, List<PlcEntry> plcs) {
  /** Name of the file within the ConfigMap and within the monitor's folder. */
  public static final String FILE = "monitor.json";

  /**
   * What PLCs share.
   *
   * @param polling what a PLC falls back on
   * @param profiles how to score, by the name that {@link PlcEntry#profile} gives
   */
  public record Settings(Polling polling, Map<String, Profile> profiles) {}

  /**
   * How often and how patiently to read.
   *
   * @param intervalMillis from one read's due time to the next
   * @param timeoutMillis from the request's last byte to the complete answer, and for each phase of a connect
   */
  public record Polling(long intervalMillis, long timeoutMillis) {}

  /**
   * How to score: a snapshot of a ScoringProfile. Exactly one of {@code penalties}, {@code linear} and {@code stability} is present.
   *
   * @param actions absent in files of operators that knew none; then as in the built-in profile
   */
  public record Profile(
      long windowMillis, double decayFactor, long decayPerMillis, @Nullable List<Penalty> penalties, @Nullable Linear linear,
      @Nullable Stability stability, Grades grades, Hysteresis hysteresis, @Nullable Actions actions) {}

  /** A signal that is at {@code good} costs nothing, at {@code bad} all its points. Bounds are in base units: seconds, or a ratio. */
  public record Penalty(SignalName signal, int points, double good, double bad) {}

  /** Points for a success ratio of 1, for each millisecond of read time, for each error: the latter two are not above 0. */
  public record Linear(double successRatio, double latencyMillis, double errors) {}

  /** Points for errors of few classes and for steady read times; together 100. */
  public record Stability(int errorEntropy, int responseStability) {}

  /**
   * What the monitor does by itself.
   *
   * @param warningReadRatePercent how often tags that are not essential are read from Warning on
   * @param criticalEssentialOnly whether only essential tags are read from Critical on
   * @param preFaultHold whether no additional connection is made in PreFault
   */
  public record Actions(int warningReadRatePercent, boolean criticalEssentialOnly, boolean preFaultHold) {}

  /** The lowest score of each grade; below {@code critical} is PreFault. */
  public record Grades(int healthy, int warning, int critical) {}

  /** A grade gets worse after the score was below for {@code worseAfterMillis}, better when it was {@code points} above for {@code betterAfterMillis}. */
  public record Hysteresis(int points, long worseAfterMillis, long betterAfterMillis) {}

  /** Whether the monitor is to read a PLC. */
  public enum State {
    Read,
    /** Close the connection and report it: another monitor may be waiting for the endpoint. */
    Release
  }

  /**
   * One PLC. Exactly one of {@code modbus} and {@code s7} is present.
   *
   * @param uid the Plc's uid: a Plc made anew under the same name is another one
   * @param polling the Plc's own polling, instead of its revision's
   * @param profile a name in its revision's profiles
   * @param info further labels of {@code plc_info}: cpu_model, firmware, site, line, cell, criticality; absent ones are left out
   */
  public record PlcEntry(
      String name,
      String uid,
      String revision,
      State state,
      Endpoint.@Nullable Modbus modbus,
      Endpoint.@Nullable S7 s7,
      List<Tag> tags,
      @Nullable Polling polling,
      String profile,
      Map<String, String> info) {

    /** @throws IllegalArgumentException when it has no protocol, or more than one */
    public Endpoint endpoint() {
      if (modbus != null && s7 == null) return modbus;
      if (s7 != null && modbus == null) return s7;
      throw new IllegalArgumentException("plcs[" + name + "]: exactly one of modbus, s7 is needed");
    }
  }

  /** A value to read; the address in the grammar of PLC4X for its protocol. */
  public record Tag(String name, String address) {}
}
