package io.plcfleet.scoring;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The default formula: {@code score = 100 - sum of the points that each signal costs}. At stake are 100 points in all. */
public record Penalties(List<Penalty> penalties) implements Formula {
  private static final double ROUNDING = 1e-6;

  public Penalties {
    penalties = List.copyOf(penalties);
    Set<SignalName> seen = EnumSet.noneOf(SignalName.class);
    for (Penalty penalty : penalties) {
      if (!seen.add(penalty.signal())) {
        throw new IllegalArgumentException(penalty.signal() + " stands twice in the penalties");
      }
      refuseWrongDirection(penalty);
    }
    double sum = penalties.stream().mapToDouble(Penalty::points).sum();
    if (Math.abs(sum - 100) > ROUNDING) {
      throw new IllegalArgumentException("points must add up to 100, but add up to " + Sentence.rounded(sum, 3) + ": "
          + penalties.stream().map(p -> p.signal() + " " + Sentence.rounded(p.points(), 3)).collect(Collectors.joining(", ")));
    }
  }

  /** Every signal with the points and bounds of its own file. */
  static Penalties standard() {
    return new Penalties(Signals.all().stream().map(Signal::standard).toList());
  }

  @Override
  public double atStake(SignalName signal) {
    for (int i = 0; i < penalties.size(); i++) { // by index: an iterator would be garbage, once per signal and second
      if (penalties.get(i).signal() == signal) {
        return penalties.get(i).points();
      }
    }
    return 0;
  }

  @Override
  public double lost(SignalName signal, double value) {
    for (int i = 0; i < penalties.size(); i++) {
      if (penalties.get(i).signal() == signal) {
        return penalties.get(i).lost(value);
      }
    }
    return 0;
  }

  @Override
  public String explain(SignalName name, double value, double lost, double atStake) {
    Penalty penalty = penalties.stream().filter(p -> p.signal() == name).findFirst().orElseThrow();
    Signal signal = Signals.of(name);
    return "%s %s costs %s of %s points (good %s %s, bad %s %s)".formatted(
        signal.label(), signal.show(value), Sentence.points(lost), Sentence.points(atStake),
        penalty.largeIsBad() ? "<=" : ">=", signal.show(penalty.good()),
        penalty.largeIsBad() ? ">=" : "<=", signal.show(penalty.bad()));
  }

  /** Bounds that were swapped by mistake would reward a bad link, and look plausible in a file. */
  private static void refuseWrongDirection(Penalty penalty) {
    Signal signal = Signals.of(penalty.signal());
    if (penalty.largeIsBad() != signal.standard().largeIsBad()) {
      throw new IllegalArgumentException("%s: good %s and bad %s are swapped: a %s value of this signal is the bad one".formatted(
          penalty.signal(), signal.show(penalty.good()), signal.show(penalty.bad()), penalty.largeIsBad() ? "small" : "large"));
    }
  }
}
