package io.plcfleet.scoring;

/**
 * Share of heartbeats without a reply, over the profile's window (5 min), old ones weighing less. Unit: none.
 *
 * <p>No heartbeat due is none missed: where reads keep the link busy no probe is sent, and that is good news. Fewer than four count as
 * four, as if the others had been answered. Source: R-30 (15 s, 2 misses), R-11 (window and decay).
 */
final class HeartbeatMissRatio implements Signal {
  private static final double FEWEST = 4; // so that one miss of one is no total loss; two misses cost all, by R-30 they end the connection

  @Override
  public SignalName name() {
    return SignalName.HeartbeatMissRatio;
  }

  @Override
  public Reason reason() {
    return Reason.HeartbeatsMissed;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 15, 0, 0.5);
  }

  @Override
  public double measure(LinkHistory history) {
    EventWindow events = history.events();
    double missed = events.sum(LinkHistory.MISSED_BEAT);
    double all = missed + events.sum(LinkHistory.BEAT);
    return missed / Math.max(all, FEWEST * events.weight(history.latest()));
  }

  @Override
  public boolean countsEvents() {
    return true;
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.enoughForNone();
  }

  @Override
  public String label() {
    return "missed heartbeats";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(100 * value, 1) + " %";
  }
}
