package io.plcfleet.operator.apply;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door for Events. What cannot be written is lost, and the log says so once a minute: status has said it already. */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private @Nullable Instant complainedAt;

  public Events(KubernetesClient client) {
    this.client = client;
  }

  public void write(ObjectEvent event) {
    try {
      client.resource(object(event)).patch(Children.APPLY);
    } catch (KubernetesClientException e) {
      complain(event, e);
    }
  }

  private synchronized void complain(ObjectEvent event, KubernetesClientException e) {
    if (complainedAt != null && Duration.between(complainedAt, event.last()).compareTo(COMPLAIN_EVERY) < 0) return;
    complainedAt = event.last();
    LOG.warn("cannot write Events in namespace {}: {}", event.about().getNamespace(), e.getMessage());
  }

  private static Event object(ObjectEvent event) {
    EventBuilder builder = new EventBuilder()
        .withNewMetadata().withName(event.name()).withNamespace(event.about().getNamespace()).endMetadata()
        .withEventTime(time(event.first()))
        .withReportingController("plcfleet.io/" + Children.MANAGER)
        .withReportingInstance(Children.MANAGER)
        .withAction(event.action())
        .withReason(event.reason())
        .withType(event.warns() ? "Warning" : "Normal")
        .withNote(event.note())
        .withRegarding(event.about());
    if (event.count() > 1) builder.withNewSeries().withCount(event.count()).withLastObservedTime(time(event.last())).endSeries();
    return builder.build();
  }

  private static MicroTime time(Instant time) {
    return new MicroTime(MICROS.format(time));
  }
}
