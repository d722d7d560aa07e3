package io.plcfleet.scoring;

/** Names by which a profile weighs signals. One {@link Signal} each; {@code SignalsTest} fails when one of the two is missing. */
public enum SignalName {
  SuccessRatio(Unit.Ratio),
  ReadP95(Unit.Seconds),
  AckP95(Unit.Seconds),
  RttJitterRatio(Unit.Ratio),
  PduDropRatio(Unit.Ratio),
  PduDropRate(Unit.PerSecond),
  HeartbeatMissRatio(Unit.Ratio),
  ReconnectRate(Unit.PerMinute),
  ErrorRate(Unit.PerMinute),
  ErrorEntropy(Unit.Bits),
  ResponseStability(Unit.Ratio),
  TagStaleness(Unit.Intervals);

  /** What a signal's bounds are written in: a decimal, or for seconds a duration such as {@code 120ms}. */
  public enum Unit {
    /** Of two like things: {@code "0.95"}. */
    Ratio("ratio"),
    /** Written as a duration, calculated with in seconds. */
    Seconds("duration"),
    PerSecond("per second"),
    PerMinute("per minute"),
    Bits("bits"),
    /** An age in poll intervals. */
    Intervals("intervals");

    private final String words;

    Unit(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private final Unit unit;

  SignalName(Unit unit) {
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }

  /** Place in arrays that hold something by signal. */
  @SuppressWarnings("EnumOrdinal") // never stored and never leaves the process
  int index() {
    return ordinal();
  }
}
