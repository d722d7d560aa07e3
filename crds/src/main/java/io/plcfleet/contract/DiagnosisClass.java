package io.plcfleet.contract;

/**
 * What is likely to be wrong with a link or the PLC behind it: the label {@code class} of {@code plc_diagnosis}, the word of status,
 * runbooks and documents. The first in this order that fits is said: the former explain the latter.
 */
public enum DiagnosisClass {
  CpuStopped("the CPU does not run its program",
      "the PLC says STOP over the protocol, twice and at least 1 s apart; never guessed from values",
      "Read the PLC's diagnostic buffer; start the CPU only when you know why it stopped."),
  WrongEndpoint("what answers at the address is not the PLC that is declared, or nobody there ever answered",
      "never a good read, and at least three attempts that all end: refused, greeting refused, no address for the name, another protocol; or another protocol since now",
      "Compare host, port, rack, slot, unit and protocol of the Plc with the device; then check that the device is on."),
  AddressConflict("two devices seem to answer at one address",
      "resets and silence take turns while reads in between are answered, or the PLC tells one identity, another, the first again and the other again",
      "Look for a second device with this IP address: the switch's address table shows one address at two ports in turn."),
  LinkCut("a PLC that answered does not answer any more",
      "a failed read and at least two failed attempts after it, a second apart, without an answer between",
      "Check power, cable, switch port and address of the PLC, and that its port is open to the monitor; where it still takes connections, look at the PLC and at firewalls first."),
  LifeSignFrozen("the PLC answers, but its life sign stands still",
      "at least five samples of the tag with the role LifeSign are equal, for longer than the tag's maxFrozen",
      "Check that the program runs and writes this tag: a stopped CPU, a stopped task and a wrong address look the same."),
  DeviceOverloaded("the PLC is reached, but has more to do than it can",
      "answers that say busy; or answers that come complete and ever later while none is lost; or greetings that it refuses and took before",
      "Read less often, look for other clients of the PLC and for free connections, and at its cycle time and communication load."),
  NetworkPathDegraded("answers get lost, damaged or late on the way, and the PLC itself still answers",
      "some reads lost or damaged, or response times that vary, between reads that are answered; one PLC alone cannot show where on the path",
      "Compare with other PLCs behind the same switch; look for bad cables, duplex errors, radio and busy uplinks.");

  private final String meaning;
  private final String evidence;
  private final String action;

  DiagnosisClass(String meaning, String evidence, String action) {
    this.meaning = meaning;
    this.evidence = evidence;
    this.action = action;
  }

  /** What it means, as the end of a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What must have been seen. */
  public String evidence() {
    return evidence;
  }

  /** What a person should do. */
  public String action() {
    return action;
  }
}
