package io.plcfleet.scoring;

/** Why a PLC has its grade: one word for status, metrics, alerts and documents, with what it means and what to do. */
public enum Reason {
  WarmingUp("too few reads yet to judge the link", "Wait: the first grade comes after four reads, a bad one when it has held for ten seconds or what the profile says."),
  LinkHealthy("no signal costs enough points to matter", "Nothing."),
  SuccessRatioLow("too many reads stay unanswered", "Look for loss on the path: cabling, switch ports, radio; then for an overloaded PLC."),
  ReadTimeHigh("reads take too long", "Look at the number of tags and requests per read, then at the PLC's cycle time and communication load."),
  AckLatencyHigh("answers take too long", "Look at the PLC's cycle time and communication load, and at the number of clients that read it."),
  RttJitterHigh("response times vary too much", "Look for a congested network path, or for other clients that poll in bursts."),
  PduDropsHigh("too many requests stay unanswered", "Look for loss on the path, and for a PLC that drops requests when several are in a row."),
  PduDropRateHigh("too many requests per second stay unanswered", "Read less often, and look for loss on the path."),
  HeartbeatsMissed("probes of the idle connection stay unanswered", "Look for a firewall or gateway that forgets idle connections; shorten the keep-alive times."),
  ReconnectsFrequent("the connection is lost and made anew again and again", "Look for a loose cable, a restarting PLC, or another client that takes its connection."),
  ErrorsFrequent("too many reads and connects fail", "Look at the classes of failures: the most frequent one says where."),
  ErrorsVaried("the link fails in many different ways", "Look at the PLC itself, memory and firmware first: one broken cable fails in one way only."),
  ResponseUnsteady("response times have spread", "Look for a congested network path, or for a PLC whose load comes and goes."),
  TagsStale("values are older than they are declared to be read", "Look at the read times, and read fewer tags or less often."),
  CpuStopped("the PLC says that its CPU is in STOP", "Ask who stopped it; else look at the PLC's diagnostic buffer. The link is not to blame."),
  LifeSignFrozen("the life sign does not change any more", "Check that the program that counts it runs, and that the tag points to it."),
  Unreachable("a read failed and two further attempts failed as well", "Check power, cable and address of the PLC, and that its port is open to the monitor."),
  Maintenance("declared to be in maintenance", "Nothing: it ends by itself at the declared time."),
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

  /** Its page, below {@code docs}. */
  public String runbook() {
    return "runbooks/" + name() + ".md";
  }

  /** What a person should do, in a sentence. */
  public String action() {
    return action;
  }
}
