package io.plcfleet.monitor.diagnosis;

/** What is remembered of one PLC: some 700 bytes, and as much again from its first failure on, however long it runs. */
final class Facts {
  final Attempts attempts = new Attempts();
  final Flow flow;
  final Alternation alternation = new Alternation();
  final Cpu cpu = new Cpu();
  final LifeSign lifeSign = new LifeSign();
  final Identity identity = new Identity();
  /** Other units behind the same gateway, and how many of them answer; as of the newest failure. */
  int neighbours;
  int neighboursAnswering;
  /** How long TCP took to connect last: no program of the PLC is asked for that. */
  long tcp = Diagnosis.UNKNOWN;

  Facts(long intervalNanos) {
    flow = new Flow(intervalNanos);
  }

  /** As the end of a sentence. */
  String neighbours() {
    return neighbours == 0 ? "" : "; " + neighboursAnswering + " of " + neighbours + " other units behind the same gateway answer";
  }

  boolean neighboursAnswer() {
    return neighboursAnswering > 0;
  }
}
