package io.plcfleet.scoring;

/** How a link fares. The constants are the words that users read; the order is that of {@code plc_grade}. */
public enum Grade {
  /** Too little is known yet, or nobody reads the PLC. */
  Unknown,
  Healthy,
  Warning,
  Critical,
  PreFault;

  /** Value of the metric {@code plc_grade}. */
  public int number() {
    return ordinal();
  }
}
