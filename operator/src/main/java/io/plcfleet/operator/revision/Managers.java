package io.plcfleet.operator.revision;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Who changed what is declared, as the API server keeps it. */
public final class Managers {
  private static final int MOST = 20;

  private Managers() {}

  /** For example {@code MonitorFleet line-a: kubectl at 2026-01-02T03:04:05Z}, the newest first. */
  public static List<String> of(Stream<? extends HasMetadata> declared) {
    return declared.flatMap(object -> (object.getMetadata().getManagedFields() == null ? List.<ManagedFieldsEntry>of() : object.getMetadata().getManagedFields()).stream()
            .filter(m -> m.getSubresource() == null || m.getSubresource().isEmpty())
            .map(m -> new Change(m.getTime() == null ? "" : m.getTime(), object.getKind() + " " + object.getMetadata().getName() + ": " + m.getManager())))
        .sorted(Comparator.comparing(Change::time).reversed().thenComparing(Change::what)).limit(MOST).map(c -> c.what + " at " + c.time).toList();
  }

  private record Change(String time, String what) {}
}
