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
  /** Environment variable of the monitor: how many minutes back it records what happens on links; 0 or absent: not at all. */
  public static final String RECORDING_MINUTES = "PLCFLEET_RECORDING_MINUTES";

  /**
   * What PLCs share.
   *
   * @param links how to treat a link, by the key that {@link PlcEntry#link} gives
   * @param profiles how to score, by the name that {@link PlcEntry#profile} gives
   */
  public record Settings(Map<String, LinkSettings> links, Map<String, Profile> profiles) {}

  /** How to treat a link. Every default is filled in. */
  public record LinkSettings(Polling polling, Heartbeat heartbeat, Connection connection) {}

  /**
   * How often and how patiently to read.
   *
   * @param intervalMillis from one read's due time to the next
   * @param timeoutMillis from the request's last byte to the complete answer, and for each phase of a connect
   */
  public record Polling(long intervalMillis, long timeoutMillis) {}

  /**
   * How to make sure that a quiet connection lives.
   *
   * @param intervalMillis without traffic, before a probe goes out
   * @param timeoutMillis to wait for the answer to a probe
   * @param maxMisses so many unanswered probes in a row end the connection
   * @param adaptive bounds of an interval that follows the health of the link; absent: the interval is fixed
   */
  public record Heartbeat(long intervalMillis, long timeoutMillis, int maxMisses, @Nullable Adaptive adaptive) {}

  /** Bounds of an adaptive interval. */
  public record Adaptive(long minMillis, long maxMillis) {}

  /**
   * How connections are made and kept.
   *
   * @param maxSessions connections that the whole fleet may hold at one host and port; the operator keeps to it when it gives out PLCs
   * @param maxTagsPerRequest at most so many tags in one request; where the protocol allows fewer, that holds
   */
  public record Connection(KeepAlive keepAlive, Backoff backoff, int maxSessions, int maxTagsPerRequest) {}

  /** TCP keep-alive: the first probe after {@code idleSeconds} of silence, {@code count} unanswered ones end the connection. */
  public record KeepAlive(int idleSeconds, int intervalSeconds, int count) {}

  /** Waits between attempts to connect: from {@code initialMillis}, each {@code factor} times the one before, up to {@code maxMillis}. */
  public record Backoff(long initialMillis, double factor, long maxMillis) {}

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

  /** Points for errors of few classes and for steady response times; together 100. */
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

  /** What becomes of a connection during maintenance. */
  public enum Connections {
    /** It stays open and is read on. */
    Keep,
    /** It is closed, for whoever works on the PLC. */
    Release
  }

  /**
   * Work on a PLC: whatever its link does until then is nobody's alarm.
   *
   * @param until RFC 3339; over from then on by the monitor's own clock, whether or not the file still says so
   */
  public record Maintenance(String reason, String until, Connections connections) {}

  /** What a PLC says of reading by itself; what is absent is as its link says. */
  public record OwnPolling(@Nullable Long intervalMillis, @Nullable Long timeoutMillis) {
    /** Laid over the polling of a link. */
    public Polling over(Polling link) {
      return new Polling(intervalMillis == null ? link.intervalMillis() : intervalMillis, timeoutMillis == null ? link.timeoutMillis() : timeoutMillis);
    }
  }

  /** A profile of another revision. */
  public record Shadow(String revision, String profile) {}

  /**
   * One PLC. Exactly one of {@code modbus}, {@code s7}, {@code opcUa}, {@code eip} and {@code ads} is present.
   *
   * @param uid the Plc's uid: a Plc made anew under the same name is another one
   * @param link a key of its revision's links
   * @param polling the Plc's own, laid over that of its link
   * @param profile a name in its revision's profiles
   * @param shadow what is scored beside, without consequences; absent: nothing
   * @param maintenance absent: none is declared
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
      Endpoint.@Nullable Eip eip,
      Endpoint.@Nullable Ads ads,
      String link,
      List<Tag> tags,
      @Nullable OwnPolling polling,
      String profile,
      @Nullable Shadow shadow,
      @Nullable Maintenance maintenance,
      Map<String, String> info) {

    /** @throws IllegalArgumentException when it has no protocol, or more than one */
    public Endpoint endpoint() {
      List<Endpoint> declared = Stream.of(modbus, s7, opcUa, eip, ads).filter(Objects::nonNull).map(Endpoint.class::cast).toList();
      if (declared.size() == 1) return declared.getFirst();
      throw new IllegalArgumentException("plcs[" + name + "]: exactly one of modbus, s7, opcUa, eip, ads is needed");
    }

    /** The same PLC, treated by another revision. */
    public PlcEntry on(String otherRevision, String otherLink, String otherProfile, @Nullable Shadow otherShadow) {
      return new PlcEntry(name, uid, otherRevision, state, modbus, s7, opcUa, eip, ads, otherLink, tags, polling, otherProfile, otherShadow, maintenance, info);
    }

    public PlcEntry with(State other) {
      return new PlcEntry(name, uid, revision, other, modbus, s7, opcUa, eip, ads, link, tags, polling, profile, shadow, maintenance, info);
    }

    public PlcEntry maintained(@Nullable Maintenance other) {
      return new PlcEntry(name, uid, revision, state, modbus, s7, opcUa, eip, ads, link, tags, polling, profile, shadow, other, info);
    }

    public PlcEntry with(List<Tag> other) {
      return new PlcEntry(name, uid, revision, state, modbus, s7, opcUa, eip, ads, link, other, polling, profile, shadow, maintenance, info);
    }

    public PlcEntry with(Map<String, String> other) {
      return new PlcEntry(name, uid, revision, state, modbus, s7, opcUa, eip, ads, link, tags, polling, profile, shadow, maintenance, other);
    }
  }

  /** What a tag tells beyond its value. */
  public enum Role {
    /** It must change: it shows that the program in the PLC runs. */
    LifeSign
  }

  /**
   * A value to read.
   *
   * @param address in the grammar of the PLC's protocol
   * @param intervalMillis from one read to the next; absent: as often as the PLC
   * @param essential read in every grade; of a PLC's tags at least one is
   * @param maxFrozenMillis of a LifeSign: how long its value may stay the same; absent: max(5 s, 5 intervals)
   */
  public record Tag(String name, String address, @Nullable Long intervalMillis, boolean essential, @Nullable Role role, @Nullable Long maxFrozenMillis) {
    /** A tag of which nothing but the address is said. */
    public static Tag of(String name, String address) {
      return new Tag(name, address, null, false, null, null);
    }

    public Tag asEssential() {
      return new Tag(name, address, intervalMillis, true, role, maxFrozenMillis);
    }
  }
}
