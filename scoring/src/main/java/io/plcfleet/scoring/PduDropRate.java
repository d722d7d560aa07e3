package io.plcfleet.scoring;

/**
 * Requests per second that never had an answer, within 60 s, longer for slow polling. Unit: 1/s.
 *
 * <p>For fast polling and pushed events: who reads once a second can never drop three a second, {@link PduDropRatio} is for that.
 * Source: R-12.
 */
final class PduDropRate implements Signal {
  @Override
  public SignalName name() {
    return SignalName.PduDropRate;
  }

  @Override
  public Reason reason() {
    return Reason.PduDropRateHigh;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 10, 3, 10);
  }

  @Override
  public double measure(LinkHistory history) {
    return history.pdus().perSecond(LinkHistory.DROPPED, history.latest());
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.pdus().sum(LinkHistory.SENT) >= history.enoughReads();
  }

  @Override
  public String label() {
    return "dropped PDUs per second";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(value, 1);
  }
}
