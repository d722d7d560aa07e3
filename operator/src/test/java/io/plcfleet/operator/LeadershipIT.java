package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.plcfleet.testing.ApiServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two operators and one Lease, on a real API server. */
class LeadershipIT {
  private static ApiServer server;
  private static KubernetesClient client;
  private final AtomicInteger lost = new AtomicInteger();

  @BeforeAll
  static void start() {
    server = new ApiServer();
    client = server.client();
    client.resource(new NamespaceBuilder().withNewMetadata().withName("plant").endMetadata().build()).create();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whoEndsLetsTheOtherTakeOver() throws Exception {
    try (Leadership one = candidate("handed-over", "one")) {
      one.await();
      try (Leadership other = candidate("handed-over", "other")) {
        assertThat(holder("handed-over")).isEqualTo("one");
        assertThat(other.leads()).isFalse();
        one.close();
        eventually(() -> assertThat(other.leads()).isTrue());
        assertThat(holder("handed-over")).isEqualTo("other");
        assertThat(lost).as("who ends by itself has lost nothing").hasValue(0);
      }
    }
  }

  /** As after a network that was cut off for longer than the Lease holds. */
  @Test
  void whoseLeaseIsTakenIsTold() throws Exception {
    try (Leadership one = candidate("taken", "one")) {
      one.await();
      // Over whatever version there is: it is renewed meanwhile.
      client.leases().inNamespace("plant").withName("taken").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"holderIdentity\": \"somebody-else\"}}");
      eventually(() -> assertThat(lost).hasValue(1));
    }
  }

  private Leadership candidate(String lease, String name) {
    return new Leadership(client, new OperatorConfig.Lease("plant", lease, name), lost::incrementAndGet);
  }

  private static String holder(String lease) {
    return client.leases().inNamespace("plant").withName(lease).get().getSpec().getHolderIdentity();
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
  }
}
