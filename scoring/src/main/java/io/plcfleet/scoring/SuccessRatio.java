package io.plcfleet.scoring;

/**
 * Share of reads that were answered, over the profile's window (5 min), old reads weighing less:
 * {@code sum of factor^(age/per) over the answered reads / the same sum over all reads}. Unit: none.
 *
 * <p>A read counts as failed also when it was due while the link was down. An answer that carries an error for a tag is an answer:
 * a wrong tag is not a bad link. Source: R-10 (the ratio), R-11 (window and decay).
 */
final class SuccessRatio implements Signal {
  @Override
  public SignalName name() {
    return SignalName.SuccessRatio;
  }

  @Override
  public Reason reason() {
    return Reason.SuccessRatioLow;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 35, 0.999, 0.95);
  }

  @Override
  public double measure(LinkHistory history) {
    double answered = history.events().sum(LinkHistory.ANSWERED);
    double all = answered + history.events().sum(LinkHistory.FAILED);
    return all > 0 ? answered / all : ABSENT;
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.readsSinceReset() >= history.enoughReads();
  }

  @Override
  public String label() {
    return "success ratio";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(100 * value, 2) + " %";
  }
}
