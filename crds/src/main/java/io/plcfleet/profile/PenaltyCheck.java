package io.plcfleet.profile;

import static io.plcfleet.profile.ProfileCheck.quoted;

import io.plcfleet.api.v1alpha1.ScoringProfileSpec.Penalty;
import io.plcfleet.scoring.SignalName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the penalties of a profile: signals known and each once, points that add up, bounds in their unit and order. */
final class PenaltyCheck {
  private final List<FieldProblem> problems = new ArrayList<>();
  private final Set<SignalName> seen = EnumSet.noneOf(SignalName.class);

  private PenaltyCheck() {}

  static List<FieldProblem> problems(String path, List<Penalty> penalties) {
    PenaltyCheck check = new PenaltyCheck();
    for (int i = 0; i < penalties.size(); i++) check.penalty(path + "[" + i + "]", penalties.get(i));
    check.sum(path, penalties);
    return check.problems;
  }

  private void penalty(String path, @Nullable Penalty penalty) {
    if (penalty == null) {
      say(path, "is empty: remove it");
      return;
    }
    if (penalty.points() < 1 || penalty.points() > ProfileCheck.BEST) say(path + ".points", penalty.points() + " is not within 1 to 100");
    SignalName signal = signal(penalty.signal());
    if (signal == null) {
      say(path + ".signal", quoted(penalty.signal()) + " is no signal; expected one of "
          + Arrays.stream(SignalName.values()).map(Enum::name).collect(Collectors.joining(", ")));
      return;
    }
    if (!seen.add(signal)) say(path + ".signal", signal + " stands twice: keep one");
    boolean good = bound(path + ".good", signal, penalty.good());
    boolean bad = bound(path + ".bad", signal, penalty.bad());
    if (good && bad) order(path, signal, penalty);
  }

  private boolean bound(String path, SignalName signal, @Nullable String text) {
    if (text != null && Bounds.readable(signal, text)) {
      if (Bounds.areShares(signal) && Bounds.parse(signal, text) > 1) say(path, quoted(text) + " is above 1: " + signal + " is a share of 1, as \"0.95\" for 95 %");
      return true;
    }
    say(path, quoted(text) + (Bounds.areDurations(signal)
        ? " is no duration, and " + signal + " is measured in time; expected for example 120ms"
        : " is no decimal, as " + signal + " needs one; expected for example \"0.25\""));
    return false;
  }

  private void order(String path, SignalName signal, Penalty penalty) {
    double good = Bounds.parse(signal, penalty.good());
    double bad = Bounds.parse(signal, penalty.bad());
    if (Bounds.lowIsBad(signal) && good <= bad) {
      say(path, "good " + penalty.good() + " must be above bad " + penalty.bad() + ": a low " + signal + " is the bad one");
    }
    if (!Bounds.lowIsBad(signal) && good >= bad) {
      say(path, "good " + penalty.good() + " must be below bad " + penalty.bad() + ": a high " + signal + " is the bad one");
    }
  }

  private void sum(String path, List<Penalty> penalties) {
    int sum = penalties.stream().filter(p -> p != null).mapToInt(Penalty::points).sum();
    if (sum == ProfileCheck.BEST) return;
    say(path, "the points must add up to 100, but add up to " + sum + ": "
        + penalties.stream().filter(p -> p != null).map(p -> p.signal() + " " + p.points()).collect(Collectors.joining(", ")));
  }

  private static @Nullable SignalName signal(@Nullable String name) {
    return Stream.of(SignalName.values()).filter(s -> s.name().equals(name)).findFirst().orElse(null);
  }

  private void say(String path, String message) {
    problems.add(new FieldProblem(path, message));
  }
}
