package io.plcfleet.operator.shard;

import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a shard's monitor fares.
 *
 * @param pod whether there is a pod object, and then perhaps a process that reads
 * @param report newest report of this very pod, absent before the first and when it is stale
 * @param quiet whether there is no report yet, but its monitor was not given long enough to be called silent
 * @param run what the pod was made from; absent without a pod
 * @param trouble why the pod does not run, in the kubelet's words
 */
public record ShardLife(boolean pod, @Nullable MonitorReport report, boolean quiet, @Nullable Run run, @Nullable String trouble) {
  /**
   * What a pod was made from.
   *
   * @param template the revision of its StatefulSet, as Kubernetes names it
   */
  public record Run(String image, String template) {}

  public static final ShardLife GONE = new ShardLife(false, null, false, null, null);

  /** Whether nobody holds the entry's endpoint any more, after the given serial asked for its release. */
  boolean released(PlcEntry entry, long serial) {
    if (!pod) return true;
    String identity = entry.endpoint().identity();
    return report != null && report.serial() >= serial && report.plcs().stream()
        .noneMatch(p -> p.uid().equals(entry.uid()) && p.endpoint().equals(identity) && p.state() == MonitorReport.State.Reading);
  }

  /** Serial that the monitor has loaded, 0 while unknown. */
  public long serial() {
    return report == null ? 0 : report.serial();
  }

  public Optional<MonitorReport.PlcReport> of(String uid) {
    if (report == null) return Optional.empty();
    return report.plcs().stream().filter(p -> p.uid().equals(uid) && p.state() != MonitorReport.State.Released).findFirst();
  }
}
