package io.plcfleet.contract;

/** How sure a diagnosis is: how well the evidence fits, and how much else would look the same. */
public enum Confidence {
  Low("it fits, and so would something else that is as likely"),
  Medium("it fits better than anything else"),
  High("the PLC or the network said so itself, or nothing else that is known looks like it");

  private final String meaning;

  Confidence(String meaning) {
    this.meaning = meaning;
  }

  /** As the end of a sentence. */
  public String meaning() {
    return meaning;
  }
}
