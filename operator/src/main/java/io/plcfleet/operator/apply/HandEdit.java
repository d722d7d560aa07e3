package io.plcfleet.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether somebody changed an object of ours, and who. As long as the same is wanted, whatever is not as applied was edited; once something
 * else is wanted it is edited where a field is no longer ours. Who only took something away leaves no trace of that kind.
 */
public final class HandEdit {
  private HandEdit() {}

  /**
   * By whom, in words; empty where it is as applied, or is to change and nobody else changed it.
   *
   * @param wanted as it is rendered
   */
  public static Optional<String> of(MonitorFleet owner, HasMetadata actual, HasMetadata wanted) {
    HasMetadata applied = Children.owned(owner, wanted);
    if (Drift.of(actual, applied).isEmpty()) return Optional.empty();
    boolean edited = Children.sameWish(actual, applied) || OwnFields.of(actual).editedByOthers(actual, applied);
    return edited ? Optional.of(actual.getKind() + " " + actual.getMetadata().getName() + ", last changed by " + editor(actual)) : Optional.empty();
  }

  /** The manager of fields who wrote last, but us and those who write status. */
  static String editor(HasMetadata object) {
    return others(object).filter(m -> m.getTime() != null)
        .max(Comparator.comparing(ManagedFieldsEntry::getTime)).map(m -> m.getManager() + " at " + m.getTime()).orElse("somebody who left no name");
  }

  private static Stream<ManagedFieldsEntry> others(HasMetadata object) {
    List<ManagedFieldsEntry> managers = Objects.requireNonNullElse(object.getMetadata().getManagedFields(), List.of());
    return managers.stream().filter(m -> !Children.MANAGER.equals(m.getManager()) && !"status".equals(m.getSubresource()));
  }
}
