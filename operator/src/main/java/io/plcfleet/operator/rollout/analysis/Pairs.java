package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Plcs of a baseline beside what is known of them now.
 *
 * @param canaries how many of the baseline have the change
 */
record Pairs(List<Pair> all, int canaries) {
  /** @param since what was counted since the baseline */
  record Pair(String plc, boolean canary, PlcFigures before, PlcFigures now, SinceBaseline since) {
    /** Of a measured value; absent where it is missing before or now. More is worse, unless low is bad. */
    @Nullable Change measured(String value, boolean lowIsBad) {
      Double was = before.values().get(value);
      Double is = now.values().get(value);
      return was == null || is == null ? null : change(was, is, lowIsBad, Double.POSITIVE_INFINITY);
    }

    Change change(double was, double is, boolean lowIsBad, double events) {
      return new Change(plc, was, is, lowIsBad ? was - is : is - was, events, since.counts().due());
    }
  }

  static Pairs of(Baseline baseline, Map<String, PlcFigures> now, Instant at) {
    List<Pair> pairs = new ArrayList<>();
    Instant takenAt = Instant.parse(baseline.takenAt());
    for (PlcBaseline stored : baseline.plcs()) {
      PlcFigures present = now.get(stored.name());
      if (present == null) continue;
      PlcFigures before = PlcFigures.of(stored);
      SinceBaseline.of(before, present, takenAt, at)
          .ifPresent(since -> pairs.add(new Pair(stored.name(), stored.canary(), before, present, since)));
    }
    return new Pairs(List.copyOf(pairs), (int) baseline.plcs().stream().filter(PlcBaseline::canary).count());
  }

  /** Of the Plcs with the change, or of the others, by what is compared; those of which it is not known are left out. */
  Group group(boolean canary, Function<Pair, @Nullable Change> change) {
    return new Group(side(canary).map(change).filter(Objects::nonNull).toList());
  }

  /** Reads due since the baseline. */
  long reads(boolean canary) {
    return side(canary).mapToLong(pair -> pair.since().counts().due()).sum();
  }

  boolean hasControl() {
    return side(false).findAny().isPresent();
  }

  /** None of those with the change can be compared. */
  boolean isEmpty() {
    return side(true).findAny().isEmpty();
  }

  /** At least half of those with the change can be compared. */
  boolean mostAreThere() {
    return 2 * side(true).count() >= canaries;
  }

  /** The newest start of a monitor of Plcs with the change, if one started anew since the baseline. */
  @Nullable Instant restartedAt() {
    return side(true).map(pair -> pair.since().restartedAt()).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
  }

  private Stream<Pair> side(boolean canary) {
    return all.stream().filter(pair -> pair.canary() == canary);
  }
}
