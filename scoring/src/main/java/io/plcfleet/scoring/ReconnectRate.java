package io.plcfleet.scoring;

/**
 * Connections made anew per minute, over the profile's window (5 min), old ones weighing less. Unit: 1/min.
 *
 * <p>Each is a gap in the data and a slot of the PLC taken again; a link that is made anew every ten seconds loses all points.
 * Source: R-20 (reconnects are evidence), R-11 (window and decay).
 */
final class ReconnectRate implements Signal {
  @Override
  public SignalName name() {
    return SignalName.ReconnectRate;
  }

  @Override
  public Reason reason() {
    return Reason.ReconnectsFrequent;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 10, 0, 6);
  }

  @Override
  public double measure(LinkHistory history) {
    return 60 * history.events().perSecond(LinkHistory.RECONNECT, history.latest());
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
    return "reconnects per minute";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(value, 1);
  }
}
