package io.plcfleet.scoring;

/**
 * Age of the oldest tag value that is due to be read, in poll intervals of its tag, as of the last turn. Unit: intervals.
 *
 * <p>1 is a value that is read on time. Tags that a grade's action reads less often, or not at all, are not late. Source: R-33
 * (tag age), R-27 (intervals per tag); 5 intervals are also what a life sign may stand still.
 */
final class TagStaleness implements Signal {
  @Override
  public SignalName name() {
    return SignalName.TagStaleness;
  }

  @Override
  public Reason reason() {
    return Reason.TagsStale;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 10, 2, 5);
  }

  @Override
  public double measure(LinkHistory history) {
    return history.staleness();
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.enoughForNone();
  }

  @Override
  public String label() {
    return "tag age in poll intervals";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(value, 1);
  }
}
