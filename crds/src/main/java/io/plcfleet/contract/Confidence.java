package io.plcfleet.contract;

/** How sure a diagnosis is: how well the evidence fits, and how much else would look the same. */
public enum Confidence {
  Low(1, "it fits, and so would something else that is as likely"),
  Medium(2, "it fits better than anything else"),
  High(3, "the PLC or the network said so itself, or nothing else that is known looks like it");

  private final int number;
  private final String meaning;

  Confidence(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** As the value of a metric: 1 for the lowest. */
  public int number() {
    return number;
  }

  /** As the end of a sentence. */
  public String meaning() {
    return meaning;
  }
}
