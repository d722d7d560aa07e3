package io.plcfleet.operator.plc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.operator.apply.Events;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import io.plcfleet.testing.ApiServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events as a real API server takes and checks them. */
class EventWriterIT {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    server = new ApiServer();
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aChangeIsOneEventAndTheSameAgainIsCountedInIt() {
    EventWriter writer = new EventWriter(new Events(client));
    Plc plc = new Plc();
    plc.setMetadata(new ObjectMetaBuilder().withName("press-07").withNamespace("default").withUid("0b0f0a52-6e0c-4b5e-8a55-6a3a54f8c7f1").build());
    plc.setStatus(status(Grade.Healthy, Reason.LinkHealthy));
    writer.wrote(plc, status(Grade.PreFault, Reason.Unreachable), NOW);

    Event event = events().getFirst();
    assertThat(events()).hasSize(1);
    assertThat(event.getReason()).isEqualTo("Unreachable");
    assertThat(event.getAction()).isEqualTo("Graded");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getNote()).startsWith("Healthy -> PreFault: ").contains(Reason.Unreachable.action());
    assertThat(event.getRegarding().getKind()).isEqualTo("Plc");
    assertThat(event.getRegarding().getName()).isEqualTo("press-07");
    assertThat(event.getRegarding().getUid()).isEqualTo("0b0f0a52-6e0c-4b5e-8a55-6a3a54f8c7f1");
    assertThat(event.getSeries()).isNull();

    plc.setStatus(status(Grade.PreFault, Reason.Unreachable));
    writer.wrote(plc, status(Grade.Healthy, Reason.LinkHealthy), NOW.plusSeconds(10));
    plc.setStatus(status(Grade.Healthy, Reason.LinkHealthy));
    writer.wrote(plc, status(Grade.PreFault, Reason.Unreachable), NOW.plusSeconds(20));
    assertThat(events()).extracting(Event::getReason).containsExactlyInAnyOrder("Unreachable", "LinkHealthy");
    Event again = client.resource(event).get();
    assertThat(again.getSeries().getCount()).isEqualTo(2);
    assertThat(again.getSeries().getLastObservedTime().getTime()).startsWith("2026-01-01T00:00:20");
    assertThat(again.getNote()).isEqualTo(event.getNote());
  }

  private static List<Event> events() {
    return client.resources(Event.class).inNamespace("default").list().getItems().stream()
        .filter(e -> "plcfleet.io/plc-fleet-operator".equals(e.getReportingController())).toList();
  }

  private static PlcStatus status(Grade grade, Reason reason) {
    return new PlcStatus(1L, grade, null, reason, null, reason.action(), "docs/" + reason.runbook(), null, null, null, null, null, null, null);
  }
}
