package io.plcfleet.scoring;

/**
 * How mixed the errors are: Shannon entropy of the {@link ErrorClass}es, {@code -sum of p * log2 p}, over the profile's window (5 min), old
 * ones weighing less. Unit: bits.
 *
 * <p>No error and one class alike are 0; two classes, equally often, 1. It says nothing of how many errors there are: a cable that was
 * cut is one class, a PLC that runs out of memory fails in many ways. Source: R-11; the bad bound is R-31's full scale.
 */
final class ErrorEntropy implements Signal {
  private static final double LN_2 = Math.log(2);
  private static final int CLASSES = ErrorClass.values().length;

  @Override
  public SignalName name() {
    return SignalName.ErrorEntropy;
  }

  @Override
  public Reason reason() {
    return Reason.ErrorsVaried;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 10, 1, 2.5);
  }

  @Override
  public double measure(LinkHistory history) {
    EventWindow errors = history.errors();
    double all = 0;
    double weighed = 0;
    for (int i = 0; i < CLASSES; i++) {
      double sum = errors.sum(i);
      if (sum > 0) {
        all += sum;
        weighed += sum * Math.log(sum);
      }
    }
    return all > 0 ? Math.max(0, Math.log(all) - weighed / all) / LN_2 : 0;
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
    return "error entropy";
  }

  @Override
  public String show(double value) {
    return Sentence.rounded(value, 2) + " bits";
  }
}
