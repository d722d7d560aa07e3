package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.contract.MonitorReport.Counts;
import io.plcfleet.scoring.SignalName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of a Plc since its baseline: of shares and rates it tells at once what a window of minutes tells later.
 *
 * @param seconds in which it was counted, at least 1
 * @param restartedAt when its monitor started anew since the baseline; absent when it did not. All that this monitor counted is younger
 *     than the baseline
 */
record SinceBaseline(Counts counts, double seconds, @Nullable Instant restartedAt) {
  private static final double FEWEST_HEARTBEATS = 4; // as in the signal: one miss of one is no total loss

  /** Empty when a count fell though the monitor runs on: it is not the same Plc, or was not read in between. Nobody knows since when. */
  static Optional<SinceBaseline> of(PlcFigures before, PlcFigures now, Instant takenAt, Instant at) {
    if (!before.monitorStartedAt().equals(now.monitorStartedAt())) {
      Instant started = time(now.monitorStartedAt(), takenAt);
      Instant from = started.isBefore(takenAt) || started.isAfter(at) ? takenAt : started;  // its clock may be another one's
      return Optional.of(new SinceBaseline(now.counts(), seconds(from, at), started));
    }
    Counts more = difference(now.counts(), before.counts());
    return fell(more) ? Optional.empty() : Optional.of(new SinceBaseline(more, seconds(takenAt, at), null));
  }

  /** What a signal is by these counts alone; absent where it is not made of counts, or where nothing was counted. */
  @Nullable Counted of(SignalName signal) {
    return switch (signal) {
      case SuccessRatio -> counts.due() == 0 ? null : new Counted((double) counts.answered() / counts.due(), counts.due() - counts.answered());
      case PduDropRatio -> counts.pdus() == 0 ? null : new Counted((double) counts.dropped() / counts.pdus(), counts.dropped());
      case HeartbeatMissRatio -> new Counted(counts.missedHeartbeats() / Math.max((double) counts.heartbeats(), FEWEST_HEARTBEATS), counts.missedHeartbeats());
      case PduDropRate -> new Counted(counts.dropped() / seconds, counts.dropped());
      case ErrorRate -> new Counted(60 * counts.errors() / seconds, counts.errors());
      case ReconnectRate -> {
        long again = Math.max(0, counts.reconnects() - 1); // to take other settings may take a connection of its own
        yield new Counted(60 * again / seconds, again);
      }
      case ReadP95, AckP95, RttJitterRatio, ErrorEntropy, ResponseStability, TagStaleness -> null;
    };
  }

  /** Whether a signal is made of counts. */
  static boolean counts(SignalName signal) {
    return switch (signal) {
      case SuccessRatio, PduDropRatio, HeartbeatMissRatio, PduDropRate, ErrorRate, ReconnectRate -> true;
      case ReadP95, AckP95, RttJitterRatio, ErrorEntropy, ResponseStability, TagStaleness -> false;
    };
  }

  /** @param events bad ones that it is made of */
  record Counted(double value, long events) {}

  private static Counts difference(Counts a, Counts b) {
    return new Counts(a.due() - b.due(), a.answered() - b.answered(), a.errors() - b.errors(), a.reconnects() - b.reconnects(), a.pdus() - b.pdus(),
        a.dropped() - b.dropped(), a.heartbeats() - b.heartbeats(), a.missedHeartbeats() - b.missedHeartbeats());
  }

  private static boolean fell(Counts more) {
    return more.due() < 0 || more.answered() < 0 || more.errors() < 0 || more.reconnects() < 0 || more.pdus() < 0 || more.dropped() < 0
        || more.heartbeats() < 0 || more.missedHeartbeats() < 0;
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(1, Duration.between(from, to).toMillis() / 1000.0);
  }

  private static Instant time(String text, Instant otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
