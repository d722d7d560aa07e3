package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.link.Phases;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What all connections of a shard have done together: requests by kind, and the steps of connecting as histograms. The loops share it. */
public final class Traffic {
  /** What is asked of a device. */
  public enum Request {
    Connect,
    Read,
    Heartbeat,
    /** For the state of its CPU, or who it is. */
    Question
  }

  private static final Request[] REQUESTS = Request.values();
  private static final Phases.Phase[] PHASES = Phases.Phase.values();

  /** How long one step took, by bucket of {@link Metric#READ_DURATION_BUCKETS}. */
  private static final class Steps {
    private final long[] counts = new long[Metric.READ_DURATION_BUCKETS.size() + 1];
    private double seconds;
  }

  /** Of each kind how many were answered, then how many were not. Counted with each read: no lock, and nothing to look up. */
  private final AtomicLongArray requests = new AtomicLongArray(2 * REQUESTS.length);
  private final Map<Phases.Phase, Steps> steps = new EnumMap<>(Phases.Phase.class);

  @SuppressWarnings("EnumOrdinal")  // a place in an array that nobody else sees
  void ended(Request request, boolean answered) {
    requests.getAndIncrement(2 * request.ordinal() + (answered ? 0 : 1));
  }

  /** A connection came about. */
  synchronized void connected(Phases phases) {
    for (Phases.Phase each : PHASES) {
      Long nanos = phases.nanos(each);
      if (nanos != null) took(each, nanos);
    }
  }

  synchronized void took(Phases.Phase phase, long nanos) {
    Steps taken = steps.computeIfAbsent(phase, _ -> new Steps());
    taken.counts[Tally.bucket(nanos)]++;
    taken.seconds += nanos / 1e9;
  }

  /**
   * A copy that any thread may read.
   *
   * @param open connections that are up
   * @param down connections that are lost or not made yet
   */
  public record View(int open, int down, Map<Request, long[]> requests, Map<Phases.Phase, Histogram> steps) {}

  /** @param counts by bucket, not added up; the last is for longer ones */
  @SuppressWarnings("ArrayRecordComponent")  // made for one export, compared by nobody
  public record Histogram(long[] counts, double seconds) {}

  synchronized View view(int open, int down) {
    Map<Request, long[]> ends = new EnumMap<>(Request.class);
    for (int i = 0; i < REQUESTS.length; i++) {
      long[] both = {requests.get(2 * i), requests.get(2 * i + 1)};
      if (both[0] + both[1] > 0) ends.put(REQUESTS[i], both);
    }
    Map<Phases.Phase, Histogram> taken = new EnumMap<>(Phases.Phase.class);
    steps.forEach((phase, each) -> taken.put(phase, new Histogram(each.counts.clone(), each.seconds)));
    return new View(open, down, ends, taken);
  }
}
