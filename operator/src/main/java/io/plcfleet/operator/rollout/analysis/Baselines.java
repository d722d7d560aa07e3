package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What is remembered of the Plcs before a step's change comes to them. */
public final class Baselines {
  /** Of each side; in a larger fleet a sample that is always the same one. */
  public static final int MOST = 200;

  private Baselines() {}

  /**
   * A Plc as it is now.
   *
   * @param figures absent when its monitor says nothing of it: then there is nothing to compare with later
   */
  public record Candidate(String uid, String name, @Nullable PlcFigures figures) {}

  /**
   * To be taken before any Plc gets the change of this step. A Plc that has the change since an earlier step is compared with what it was
   * before that, but counted from now on.
   *
   * @param plcs all that can be compared: read, and not in maintenance
   * @param canary uids of those that have the change in this step
   * @param earlier of the step before; absent in the first
   */
  public static Baseline take(Instant now, List<Candidate> plcs, Set<String> canary, @Nullable Baseline earlier) {
    Map<String, PlcBaseline> had = earlier == null ? Map.of()
        : earlier.plcs().stream().filter(PlcBaseline::canary).collect(Collectors.toMap(PlcBaseline::name, Function.identity(), (first, _) -> first));
    return new Baseline(now.truncatedTo(ChronoUnit.SECONDS).toString(),
        Stream.concat(sample(plcs, canary, true).map(plc -> asBefore(plc, had.get(plc.name()))), sample(plcs, canary, false)).toList());
  }

  /**
   * The same Plcs as they were, but counted from now on: when the clock was set back nobody knows how long ago it was taken, and counts without
   * their time would make rates of any height.
   *
   * @param figures by name of the Plc; who is missing there is left out
   */
  public static Baseline again(Instant now, Baseline taken, Map<String, PlcFigures> figures) {
    return new Baseline(now.truncatedTo(ChronoUnit.SECONDS).toString(), taken.plcs().stream().flatMap(plc -> Stream.ofNullable(figures.get(plc.name()))
        .map(is -> asBefore(is.stored(plc.name(), plc.canary()), plc))).toList());
  }

  private static PlcBaseline asBefore(PlcBaseline now, @Nullable PlcBaseline had) {
    return had == null ? now : new PlcBaseline(now.name(), now.canary(), now.monitorStartedAt(), now.counts(), had.signals());
  }

  private static Stream<PlcBaseline> sample(List<Candidate> plcs, Set<String> canary, boolean having) {
    return plcs.stream().filter(plc -> plc.figures() != null && canary.contains(plc.uid()) == having)
        .sorted(Comparator.comparingLong((Candidate plc) -> spread(plc.uid())).thenComparing(Candidate::uid)).limit(MOST)
        .sorted(Comparator.comparing(Candidate::name)).flatMap(plc -> stored(plc, having));
  }

  private static Stream<PlcBaseline> stored(Candidate plc, boolean canary) {
    return plc.figures() == null ? Stream.empty() : Stream.of(plc.figures().stored(plc.name(), canary));
  }

  /** Puts Plcs in an order that has nothing to do with their names or age. */
  private static long spread(String uid) {
    CRC32 crc = new CRC32();
    crc.update(uid.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
