package io.plcfleet.scoring;

/** A raw measure of one link. One file each; {@link Signals} lists them, and a profile weighs them by {@link SignalName}. */
public interface Signal {
  /** What {@link #measure} gives when there is nothing to measure. Ask with {@link Double#isNaN}. */
  double ABSENT = Double.NaN;

  SignalName name();

  /** Why a PLC has its grade when this signal costs it the most points. */
  Reason reason();

  /** Points and bounds in {@link Profile#standard()}. */
  Penalty standard();

  /** In the unit of {@link #name()}, at the time the history was last brought forward to, or {@link #ABSENT}. Allocates nothing. */
  double measure(LinkHistory history);

  /**
   * True where four turns without an event are a measure: none. Such a signal neither gives nor takes the points of absent ones: that
   * nothing was reconnected is no reason to think better of a link that never answered.
   */
  default boolean countsEvents() {
    return false;
  }

  /** False while there are so few samples that a measure may be bad by chance, or good because the bad ones went missing. */
  boolean enough(LinkHistory history);

  /** As it stands in sentences: {@code ACK P95}. */
  String label();

  /** A measured value or a bound as people read it: {@code 164 ms}. */
  String show(double value);
}
