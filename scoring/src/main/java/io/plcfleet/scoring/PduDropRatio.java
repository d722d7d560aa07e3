package io.plcfleet.scoring;

/**
 * Share of requests that never had an answer: dropped over sent, within 60 s, longer for slow polling. Unit: none.
 *
 * <p>A read can take several requests, so this sees loss that the success of whole reads hides. Source: R-12; the bounds are what its
 * 3 and 10 dropped per second are at 600 and at 200 requests per second. {@link PduDropRate} has them as they stand.
 */
final class PduDropRatio implements Signal {
  @Override
  public SignalName name() {
    return SignalName.PduDropRatio;
  }

  @Override
  public Reason reason() {
    return Reason.PduDropsHigh;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 10, 0.005, 0.05);
  }

  @Override
  public double measure(LinkHistory history) {
    double sent = history.pdus().sum(LinkHistory.SENT);
    return sent > 0 ? history.pdus().sum(LinkHistory.DROPPED) / sent : ABSENT;
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.pdus().sum(LinkHistory.SENT) >= history.enoughReads();
  }

  @Override
  public String label() {
    return "dropped PDUs";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(100 * value, 2) + " %";
  }
}
