package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Decay;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** The signals that every link has, each with the points and bounds of its own file. */
  static Penalties standard() {
    return new Penalties(Stream.of(SignalName.SuccessRatio, SignalName.AckP95, SignalName.RttJitterRatio, SignalName.PduDropRatio,
        SignalName.HeartbeatMissRatio, SignalName.ReconnectRate).map(name -> Signals.of(name).standard()).toList());
  }

  @Override
  public List<Penalty> terms() {
    return penalties;
  }

  @Override
  public Decay decay() {
    return Decay.STANDARD;
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
