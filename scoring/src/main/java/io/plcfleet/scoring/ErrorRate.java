package io.plcfleet.scoring;

/**
 * Errors per minute, over the profile's window (5 min), old ones weighing less. Unit: 1/min.
 *
 * <p>An error is a read that failed, a connect that failed or a connection that broke. A wrong tag is none, a turn missed while the
 * link is down neither. Source: R-10; the bad bound is where its errors alone lead to a ticket: 16 in five minutes at 2.5 points.
 */
final class ErrorRate implements Signal {
  @Override
  public SignalName name() {
    return SignalName.ErrorRate;
  }

  @Override
  public Reason reason() {
    return Reason.ErrorsFrequent;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 10, 0, 3.2);
  }

  @Override
  public double measure(LinkHistory history) {
    return 60 * history.events().perSecond(LinkHistory.ERROR, history.latest());
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
    return "errors per minute";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(value, 1);
  }
}
