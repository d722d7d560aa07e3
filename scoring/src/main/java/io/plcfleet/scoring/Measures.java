package io.plcfleet.scoring;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** All signals of one link, measured at one time: what several profiles can be judged by. Filled again and again, allocates nothing. */
final class Measures {
  private static final int SIGNALS = SignalName.values().length;

  private final double[] values = new double[SIGNALS];
  private int enough; // bit per signal
  private long reads;
  private long answers;
  private int warmUps;

  /** Brings the history forward to now. */
  void take(LinkHistory history, long now) {
    history.forward(now);
    List<Signal> signals = Signals.all();
    enough = 0;
    for (int i = 0; i < SIGNALS; i++) {
      Signal signal = signals.get(i);
      values[i] = signal.measure(history);
      if (!Double.isNaN(values[i]) && signal.enough(history)) {
        enough |= 1 << i;
      }
    }
    reads = history.readsSinceReset();
    answers = history.answers();
    warmUps = history.warmUps();
  }

  /** As somebody else has measured, who had enough. */
  void take(ToDoubleFunction<SignalName> measured) {
    enough = 0;
    for (SignalName signal : SignalName.values()) {
      values[signal.index()] = measured.applyAsDouble(signal);
      if (!Double.isNaN(values[signal.index()])) {
        enough |= 1 << signal.index();
      }
    }
    reads++;
    answers++;
  }

  /** NaN when there is nothing to measure. */
  double value(int signal) {
    return values[signal];
  }

  boolean enough(int signal) {
    return (enough & 1 << signal) != 0;
  }

  /** Since the last reset. */
  long reads() {
    return reads;
  }

  /** Ever; changes when there was one. */
  long answers() {
    return answers;
  }

  /** Changes when a warm-up began. */
  int warmUps() {
    return warmUps;
  }
}
