package io.plcfleet.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people at the fleet whose hand edit was put back: once in ten minutes for an object, since two who put back each other's edits never end. */
final class RepairEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RepairEvents.class);
  private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
  private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int NAME_AT_MOST = 200;

  private final KubernetesClient client;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  RepairEvents(KubernetesClient client) {
    this.client = client;
  }

  /** @param field that was not as applied, as a path */
  void repaired(MonitorFleet owner, HasMetadata edited, String field, Instant now) {
    told.values().removeIf(at -> now.isAfter(at.plus(AGAIN_AFTER)));
    if (told.putIfAbsent(edited.getKind() + " " + edited.getMetadata().getUid(), now) != null) return;
    try {
      client.resource(event(owner, edited, field, now)).create();
    } catch (KubernetesClientException e) {
      LOG.warn("cannot write Events in namespace {}: {}", owner.getMetadata().getNamespace(), e.getMessage());
    }
  }

  private static Event event(MonitorFleet owner, HasMetadata edited, String field, Instant now) {
    String name = edited.getMetadata().getName();
    return new EventBuilder()
        .withNewMetadata().withNamespace(owner.getMetadata().getNamespace())
        .withName((name.length() <= NAME_AT_MOST ? name : name.substring(0, NAME_AT_MOST)) + "." + Long.toHexString(now.toEpochMilli())).endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController("plcfleet.io/" + Children.MANAGER).withReportingInstance(Children.MANAGER)
        .withAction("Repaired").withReason("Repaired").withType("Warning")
        .withNote(edited.getKind() + " " + name + ": " + field + " was not as the operator applied it, last changed by " + editor(edited)
            + ". It is put back; to keep hand edits for a while, annotate the fleet with plcfleet.io/paused-until")
        .withNewRegarding().withApiVersion(owner.getApiVersion()).withKind(owner.getKind()).withNamespace(owner.getMetadata().getNamespace())
        .withName(owner.getMetadata().getName()).withUid(owner.getMetadata().getUid()).endRegarding()
        .build();
  }

  /** The manager of fields who wrote last, but us and those who write status. */
  static String editor(HasMetadata object) {
    List<ManagedFieldsEntry> managers = Objects.requireNonNullElse(object.getMetadata().getManagedFields(), List.of());
    return managers.stream().filter(m -> !Children.MANAGER.equals(m.getManager()) && (m.getSubresource() == null || m.getSubresource().isEmpty()) && m.getTime() != null)
        .max(Comparator.comparing(ManagedFieldsEntry::getTime)).map(m -> m.getManager() + " at " + m.getTime()).orElse("somebody who left no name");
  }
}
