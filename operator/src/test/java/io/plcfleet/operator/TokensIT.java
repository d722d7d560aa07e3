package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.monitor.TokenRotation;
import io.plcfleet.operator.report.MetricsToken;
import io.plcfleet.testing.ApiServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bearer tokens in the Secrets of a real API server, by a clock that the test sets. */
class TokensIT {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration KNOWN = Duration.ofMinutes(16);
  private static final Duration OVERLAP = Duration.ofHours(25);

  private final ApiServer server = new ApiServer().withResourceTypes();
  private final KubernetesClient client = server.client();
  private volatile Duration ahead = Duration.ZERO;
  private final InstantSource time = () -> Instant.now().plus(ahead);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void aMonitorsTokenIsExchangedStepByStep() throws Exception {
    client.resource(new NamespaceBuilder().withNewMetadata().withName("plant").endMetadata().build()).create();
    client.resource(Serialization.unmarshal("metadata: {name: press-01, namespace: plant}\nspec: {modbus: {host: press-01}, tags: [{name: life, address: \"coil:1\"}]}", Plc.class)).create();
    client.resource(Serialization.unmarshal("metadata: {name: line-a, namespace: plant}\nspec: {selector: {}}", MonitorFleet.class)).create();
    OperatorConfig config = OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test"));
    try (FleetOperator _ = new FleetOperator(client, config, new Meters(), clock()).start()) {
      String old = becomes("line-a-monitor-token", held -> assertThat(held).containsOnlyKeys("token")).get("token");
      passes(MONTH);
      Map<String, String> known = becomes("line-a-monitor-token", held -> assertThat(held).containsOnlyKeys("token", "next").containsEntry("token", old));
      passes(KNOWN);
      becomes("line-a-monitor-token", held -> assertThat(held).isEqualTo(Map.of("token", known.get("next"), "previous", old)));
      passes(OVERLAP);
      becomes("line-a-monitor-token", held -> assertThat(held).isEqualTo(Map.of("token", known.get("next"))));
    }
  }

  @Test
  void theOperatorsTokenIsExchangedByTheOneThatDecidesAndFollowedByTheOther() {
    MetricsToken leader = token(true);
    MetricsToken other = token(false);
    String old = held("metrics").get("token");
    assertThat(leader.admits("Bearer " + old)).isTrue();
    assertThat(leader.admits("Bearer wrong")).isFalse();
    assertThat(leader.admits(null)).isFalse();

    ahead = MONTH;
    assertThat(other.admits("Bearer " + old)).isTrue();
    assertThat(held("metrics")).as("it may not write").containsOnlyKeys("token");
    assertThat(leader.admits("Bearer " + old)).isTrue();
    String next = Objects.requireNonNull(held("metrics").get("next"));
    ahead = ahead.plus(KNOWN);
    for (MetricsToken each : new MetricsToken[] {leader, other}) {
      assertThat(each.admits("Bearer " + next)).isTrue();
      assertThat(each.admits("Bearer " + old)).isTrue();
    }
    assertThat(held("metrics")).isEqualTo(Map.of("token", next, "previous", old));
    ahead = ahead.plus(OVERLAP);
    for (MetricsToken each : new MetricsToken[] {leader, other}) {
      assertThat(each.admits("Bearer " + next)).isTrue();
      assertThat(each.admits("Bearer " + old)).isFalse();
    }
  }

  /** Of itself the operator looks each half minute. */
  private void passes(Duration span) {
    ahead = ahead.plus(span);
    client.resources(MonitorFleet.class).inNamespace("plant").withName("line-a").edit(fleet -> {
      fleet.getMetadata().setAnnotations(Map.of("example.com/looked-at", ahead.toString()));
      return fleet;
    });
  }

  private MetricsToken token(boolean decides) {
    return new MetricsToken(client, "default/metrics", new TokenRotation(MONTH), () -> decides, clock());
  }

  private Map<String, String> held(String name) {
    return TokenRotation.held(client.secrets().inNamespace("default").withName(name).get());
  }

  private Map<String, String> becomes(String name, Consumer<Map<String, String>> wanted) {
    Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
      Secret secret = client.secrets().inNamespace("plant").withName(name).get();
      assertThat(secret).isNotNull();
      wanted.accept(TokenRotation.held(secret));
    });
    return TokenRotation.held(client.secrets().inNamespace("plant").withName(name).get());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return time.instant();
      }
    };
  }
}
