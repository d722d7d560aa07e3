package io.plcfleet.profile;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.Schema;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec.Actions;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec.Formula;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec.Grades;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec.Hysteresis;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec.Linear;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec.Stability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a ScoringProfile. All problems are found, each with field, value and way out.
 *
 * <p>The schema refuses the same at the API server's door; this is for what no door has seen: files, and objects that are older than
 * their schema. So nothing is taken for present here.
 */
public final class ProfileCheck {
  static final int BEST = 100;
  static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
  static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);
  private static final Duration SHORTEST_PER = Duration.ofSeconds(1);
  private static final double FASTEST_SHORT = 0.4;
  private static final double FASTEST_LONG = 0.01;
  private static final Duration LONG_PER = Duration.ofSeconds(30);
  private static final Duration LONGEST_WORSE_AFTER = Duration.ofMinutes(5);
  private static final Duration LONGEST_BETTER_AFTER = Duration.ofHours(1);
  private static final int MOST_HYSTERESIS_POINTS = 20;
  private static final Pattern DURATION = Pattern.compile(Schema.DURATION);
  private static final Pattern DECIMAL = Pattern.compile(Schema.DECIMAL);
  private static final Pattern SIGNED = Pattern.compile(Schema.SIGNED_DECIMAL);
  private static final Pattern READ_RATE = Pattern.compile("([1-9][0-9]|100)%");

  private final List<FieldProblem> problems = new ArrayList<>();

  private ProfileCheck() {}

  /** Empty when the profile can be used. Paths begin with {@code spec}. */
  public static List<FieldProblem> problems(@Nullable ScoringProfileSpec spec) {
    ProfileCheck check = new ProfileCheck();
    if (spec == null) check.say("spec", "is needed: a profile has at least a formula");
    else check.spec(spec);
    return List.copyOf(check.problems);
  }

  private void spec(ScoringProfileSpec spec) {
    duration("spec.window", spec.window(), SHORTEST_WINDOW, LONGEST_WINDOW);
    if (spec.decay() != null) decay(spec.decay());
    if (spec.formula() == null) say("spec.formula", "is needed: exactly one of penalties, linear, stability");
    else formula(spec.formula());
    if (spec.grades() != null) grades(spec.grades());
    if (spec.hysteresis() != null) hysteresis(spec.hysteresis());
    healthyCanBeReached(spec);
    if (spec.actions() != null) actions(spec.actions());
  }

  private void decay(ScoringProfileSpec.Decay decay) {
    String factor = decay.factor();
    if (factor == null || !DECIMAL.matcher(factor).matches() || !(Double.parseDouble(factor) > 0 && Double.parseDouble(factor) <= 1)) {
      say("spec.decay.factor", quoted(factor) + " is no decimal above 0 and at most 1; expected for example \"0.8\"");
    } else if (forgetsAtOnce(Double.parseDouble(factor), decay.per())) {
      say("spec.decay.factor", quoted(factor) + " per " + decay.per() + " forgets so fast that nothing could be counted; expected at least \"" + FASTEST_SHORT
          + "\", or at least \"" + FASTEST_LONG + "\" with a per of at least " + text(LONG_PER));
    }
    if (decay.per() == null) say("spec.decay.per", "is needed; expected for example 60s");
    else duration("spec.decay.per", decay.per(), SHORTEST_PER, null);
  }

  /** Events weigh up to factor^-(30 s/per) where they are summed, and a sum must stay a number. */
  private static boolean forgetsAtOnce(double factor, @Nullable String per) {
    if (factor >= FASTEST_SHORT || per == null || !DURATION.matcher(per).matches()) return false;
    return factor < FASTEST_LONG || DurationText.parse(per).compareTo(LONG_PER) < 0;
  }

  private void formula(Formula formula) {
    long given = Stream.of(formula.penalties(), formula.linear(), formula.stability()).filter(f -> f != null).count();
    if (given != 1) say("spec.formula", "exactly one of penalties, linear, stability is needed, and there are " + given + ": keep one");
    if (formula.penalties() != null) problems.addAll(PenaltyCheck.problems("spec.formula.penalties", formula.penalties()));
    if (formula.linear() != null) linear(formula.linear());
    if (formula.stability() != null) stability(formula.stability());
  }

  private void linear(Linear linear) {
    String path = "spec.formula.linear.";
    if (decimal(path + "successRatio", linear.successRatio())) {
      double best = ProfileSnapshot.or(linear.successRatio(), 0.5);
      if (!(best > 0 && best <= BEST)) {
        say(path + "successRatio", quoted(linear.successRatio()) + " is not above 0 and at most 100: it is the best score; R-10 has \"100\"");
      }
    }
    cost(path + "latencyMillis", linear.latencyMillis(), "a slow link must not score higher; expected for example \"-0.3\"");
    cost(path + "errors", linear.errors(), "a link with errors must not score higher; expected for example \"-2.5\"");
  }

  private void cost(String path, @Nullable String text, String why) {
    if (!decimal(path, text)) return;
    double value = ProfileSnapshot.or(text, 0);
    if (value > 0 || value < -BEST) say(path, quoted(text) + " is not between -100 and 0: " + why);
  }

  /** Whether it can be read; absent counts as such. */
  private boolean decimal(String path, @Nullable String text) {
    if (text == null || SIGNED.matcher(text).matches()) return true;
    say(path, quoted(text) + " is no decimal; expected for example \"-0.3\"");
    return false;
  }

  private void stability(Stability s) {
    if (s.errorEntropy() < 1 || s.responseStability() < 1 || s.errorEntropy() + s.responseStability() != BEST) {
      say("spec.formula.stability", "errorEntropy " + s.errorEntropy() + " and responseStability " + s.responseStability()
          + " must be at least 1 each and add up to 100; R-11 has 60 and 40");
    }
  }

  private void grades(Grades g) {
    if (!(g.healthy() <= BEST && g.healthy() > g.warning() && g.warning() > g.critical() && g.critical() > 0)) {
      say("spec.grades", "healthy " + g.healthy() + ", warning " + g.warning() + ", critical " + g.critical()
          + " must descend, from at most 100 to at least 1; expected for example 90, 70, 50");
    }
  }

  private void hysteresis(Hysteresis h) {
    if (h.points() != null && (h.points() < 0 || h.points() > MOST_HYSTERESIS_POINTS)) {
      say("spec.hysteresis.points", h.points() + " is not within 0 to " + MOST_HYSTERESIS_POINTS);
    }
    duration("spec.hysteresis.worseAfter", h.worseAfter(), Duration.ZERO, LONGEST_WORSE_AFTER);
    duration("spec.hysteresis.betterAfter", h.betterAfter(), Duration.ZERO, LONGEST_BETTER_AFTER);
  }

  private void healthyCanBeReached(ScoringProfileSpec spec) {
    int healthy = spec.grades() == null ? ProfileSnapshot.STANDARD.grades().healthy() : spec.grades().healthy();
    Hysteresis h = spec.hysteresis();
    int points = h == null || h.points() == null ? ProfileSnapshot.STANDARD.hysteresis().points() : h.points();
    Linear linear = spec.formula() == null ? null : spec.formula().linear();
    String factor = linear == null ? null : linear.successRatio();
    double best = factor == null || !SIGNED.matcher(factor).matches() ? BEST : Double.parseDouble(factor);
    if (healthy + points > best) {
      say("spec.grades.healthy", healthy + " and hysteresis.points " + points + " are together more than the best score, " + plain(best)
          + ": nothing could become Healthy again; lower one of the two");
    }
  }

  private void actions(Actions actions) {
    String rate = actions.warning() == null ? null : actions.warning().readRate();
    if (rate != null && !READ_RATE.matcher(rate).matches()) {
      say("spec.actions.warning.readRate", quoted(rate) + " is not within 10% to 100%; expected for example 50%");
    }
  }

  private void duration(String path, @Nullable String text, Duration least, @Nullable Duration most) {
    if (text == null) return;
    if (!DURATION.matcher(text).matches()) {
      say(path, quoted(text) + " is no duration; expected for example 800ms, 60s or 1m30s");
      return;
    }
    Duration duration = DurationText.parse(text);
    if (duration.compareTo(least) < 0) say(path, text + " is shorter than " + text(least));
    if (most != null && duration.compareTo(most) > 0) say(path, text + " is longer than " + text(most));
  }

  private static String text(Duration duration) {
    return duration.toSeconds() < 60 ? duration.toSeconds() + "s" : duration.toMinutes() + "m";
  }

  static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  static String quoted(@Nullable String value) {
    return value == null ? "nothing" : "\"" + value + "\"";
  }

  private void say(String path, String message) {
    problems.add(new FieldProblem(path, message));
  }
}
