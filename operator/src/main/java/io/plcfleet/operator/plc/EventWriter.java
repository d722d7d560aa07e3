package io.plcfleet.operator.plc;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.operator.apply.Children;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what {@link GradeEvents} decides. What cannot be written is lost: status has said it already. */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final GradeEvents events = new GradeEvents();
  private final Set<String> problems = new HashSet<>();
  private @Nullable Instant complainedAt;

  EventWriter(KubernetesClient client) {
    this.client = client;
  }

  void keepOnly(Set<String> uids) {
    events.keepOnly(uids);
  }

  /** @param plc with the status of before */
  void wrote(Plc plc, PlcStatus written, Instant now) {
    Optional<GradeEvent> event = events.after(plc, plc.getStatus(), written, now);
    event.ifPresent(this::write);
    complain(now);
  }

  private void write(GradeEvent event) {
    try {
      client.resource(object(event)).patch(Children.APPLY);
    } catch (KubernetesClientException e) {
      problems.add("cannot write Events in namespace " + event.namespace() + ": " + e.getMessage());
    }
  }

  /** A plant that goes down is no reason for a flood of lines. */
  private void complain(Instant now) {
    if (complainedAt != null && Duration.between(complainedAt, now).compareTo(COMPLAIN_EVERY) < 0) return;
    int leftOut = events.leftOut();
    if (leftOut == 0 && problems.isEmpty()) return;
    complainedAt = now;
    if (leftOut > 0) LOG.warn("{} changes of grades have no Event: there were too many at once; the status of the Plcs says them all", leftOut);
    problems.forEach(LOG::warn);
    problems.clear();
  }

  static Event object(GradeEvent event) {
    EventBuilder builder = new EventBuilder()
        .withNewMetadata().withName(event.name()).withNamespace(event.namespace()).endMetadata()
        .withEventTime(time(event.first()))
        .withReportingController("plcfleet.io/" + Children.MANAGER)
        .withReportingInstance(Children.MANAGER)
        .withAction("Graded")
        .withReason(event.reason().name())
        .withType(event.warns() ? "Warning" : "Normal")
        .withNote(event.note())
        .withNewRegarding().withApiVersion(HasMetadata.getApiVersion(Plc.class)).withKind(HasMetadata.getKind(Plc.class))
        .withNamespace(event.namespace()).withName(event.plc()).withUid(event.uid()).endRegarding();
    if (event.count() > 1) builder.withNewSeries().withCount(event.count()).withLastObservedTime(time(event.last())).endSeries();
    return builder.build();
  }

  private static MicroTime time(Instant time) {
    return new MicroTime(MICROS.format(time));
  }
}
