package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.link.Phases;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

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

  private static final Phases.Phase[] PHASES = Phases.Phase.values();

  /** How requests of one kind ended. */
  private static final class Ends {
    private long answered;
    private long failed;
  }

  /** How long one step took, by bucket of {@link Metric#READ_DURATION_BUCKETS}. */
  private static final class Steps {
    private final long[] counts = new long[Metric.READ_DURATION_BUCKETS.size() + 1];
    private double seconds;
  }

  private final Map<Request, Ends> requests = new EnumMap<>(Request.class);
  private final Map<Phases.Phase, Steps> steps = new EnumMap<>(Phases.Phase.class);

  synchronized void ended(Request request, boolean answered) {
    Ends ends = requests.computeIfAbsent(request, _ -> new Ends());
    if (answered) ends.answered++;
    else ends.failed++;
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
    int bucket = Arrays.binarySearch(Tally.BOUNDS, nanos);
    taken.counts[bucket < 0 ? ~bucket : bucket]++;
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
    requests.forEach((request, each) -> ends.put(request, new long[] {each.answered, each.failed}));
    Map<Phases.Phase, Histogram> taken = new EnumMap<>(Phases.Phase.class);
    steps.forEach((phase, each) -> taken.put(phase, new Histogram(each.counts.clone(), each.seconds)));
    return new View(open, down, ends, taken);
  }
}
