package io.plcfleet.scoring;

/** How a link fares, best first but for Unknown and Maintenance. The constants are the words that users read. */
public enum Grade {
  /** Too little is known yet, or nobody reads the PLC. */
  Unknown(0),
  Healthy(1),
  Warning(2),
  Critical(3),
  PreFault(4),
  /** Declared: nothing is judged, there is no score. */
  Maintenance(5);

  private final int number;

  Grade(int number) {
    this.number = number;
  }

  /** True for grades that are worse than Healthy by a judgement: Warning, Critical, PreFault. */
  public boolean bad() {
    return this == Warning || this == Critical || this == PreFault;
  }

  boolean worseThan(Grade other) {
    return bad() && number > (other.bad() ? other.number : 0);
  }

  /** Value of the metric {@code plc_grade}. */
  public int number() {
    return number;
  }
}
