package io.plcfleet.scoring;

/** Names by which a profile weighs signals. One {@link Signal} each; {@code SignalsTest} fails when one of the two is missing. */
public enum SignalName {
  SuccessRatio(Unit.Ratio),
  AckP95(Unit.Seconds),
  RttJitterRatio(Unit.Ratio);

  /** What a signal's bounds are written in: {@code "0.95"}, or a duration such as {@code 120ms} that is calculated with in seconds. */
  public enum Unit { Ratio, Seconds }

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
