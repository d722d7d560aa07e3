package io.plcfleet.contract;

import io.plcfleet.scoring.SignalName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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

  /** How to score: a snapshot of a ScoringProfile. Bounds are in base units: seconds, or a ratio. */
  public record Profile(
      long windowMillis, double decayFactor, long decayPerMillis, List<Penalty> penalties, Grades grades, Hysteresis hysteresis) {}

  /** A signal that is at {@code good} costs nothing, at {@code bad} all its points. */
  public record Penalty(SignalName signal, int points, double good, double bad) {}

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
   * One PLC. Exactly one of {@code modbus}, {@code s7} and {@code opcUa} is present.
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
      Endpoint.@Nullable OpcUa opcUa,
      List<Tag> tags,
      @Nullable Polling polling,
      String profile,
      Map<String, String> info) {

    /** @throws IllegalArgumentException when it has no protocol, or more than one */
    public Endpoint endpoint() {
      List<Endpoint> declared = Stream.of(modbus, s7, opcUa).filter(Objects::nonNull).map(Endpoint.class::cast).toList();
      if (declared.size() == 1) return declared.getFirst();
      throw new IllegalArgumentException("plcs[" + name + "]: exactly one of modbus, s7, opcUa is needed");
    }
  }

  /** A value to read; the address in the grammar of its protocol. */
  public record Tag(String name, String address) {}
}
