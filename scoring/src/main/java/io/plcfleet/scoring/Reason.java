package io.plcfleet.scoring;

/** Why a PLC has its grade: one word for status, metrics, alerts and documents, with what it means and what to do. */
public enum Reason {
  WarmingUp("too few reads yet to judge the link", "Wait: the first grade comes after four reads, a bad one when it has held for ten seconds or what the profile says."),
  LinkHealthy("no signal costs enough points to matter", "Nothing."),
  SuccessRatioLow("too many reads stay unanswered", "Look for loss on the path: cabling, switch ports, radio; then for an overloaded PLC."),
  AckLatencyHigh("answers take too long", "Look at the PLC's cycle time and communication load, and at the number of clients that read it."),
  RttJitterHigh("response times vary too much", "Look for a congested network path, or for other clients that poll in bursts."),
  Unreachable("a read failed and two further attempts failed as well", "Check power, cable and address of the PLC, and that its port is open to the monitor."),
  NotMonitored("no monitor has reported the PLC", "Look at the conditions Ready and Monitored of the Plc.");

  private final String meaning;
  private final String action;

  Reason(String meaning, String action) {
    this.meaning = meaning;
    this.action = action;
  }

  public String meaning() {
    return meaning;
  }

  /** What a person should do, in a sentence. */
  public String action() {
    return action;
  }
}
