package io.plcfleet.operator.argocd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.operator.rollout.RolloutFixtures;
import io.plcfleet.testing.ApiServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Argo CD's buttons do to a ConfigRollout, and what a real API server says to it. */
class ActionsIT {
  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    server = new ApiServer().withResourceTypes();
    client = server.client();
    client.resource(new NamespaceBuilder().withNewMetadata().withName("plant").endMetadata().build()).create();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      new          | pause promote-full abort
      shadow       | pause promote promote-full abort
      progressing  | pause promote promote-full abort
      paused       | resume abort
      stuck        | pause promote promote-full abort
      frozen       | pause promote promote-full abort
      rolling-back |
      rolled-back  | retry
      superseded   |
      succeeded    |
      """)
  void whatIsOfferedIsTaken(String fixture, String offered) {
    ConfigRollout rollout = stored(fixture);
    List<String> wanted = offered == null ? List.of() : List.of(offered.split(" ", -1));
    JsonNode actions = Lua.run(Customizations.discovery(), rollout);
    assertThat(actions.propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(Customizations.ACTIONS);
    assertThat(Customizations.ACTIONS.stream().filter(a -> !actions.get(a).get("disabled").asBoolean())).containsExactlyInAnyOrderElementsOf(wanted);

    for (String action : wanted) {
      ConfigRollout asked = clicked(rollout, action);
      assertThat(asked.getStatus()).as("an action touches no status").isEqualTo(rollout.getStatus());
      assertThat(client.resource(asked).dryRun().update().getSpec()).as(action).isEqualTo(asked.getSpec()).isNotEqualTo(rollout.getSpec());
    }
  }

  @Test
  void aVerbIsWhatItsNameSays() {
    ConfigRollout rollout = stored("progressing");
    assertThat(clicked(rollout, "pause").getSpec().paused()).isTrue();
    assertThat(clicked(stored("paused"), "resume").getSpec().paused()).isFalse();
    assertThat(clicked(rollout, "promote").getSpec().promoteStep()).isEqualTo(2).isEqualTo(rollout.getStatus().step());
    assertThat(clicked(rollout, "promote-full").getSpec().promoteFull()).isTrue();
    assertThat(clicked(rollout, "abort").getSpec().abort()).isTrue();
    assertThat(clicked(stored("rolled-back"), "retry").getSpec().retry()).isTrue();
  }

  /** Argo CD runs a disabled action all the same when it is asked by its API. */
  @ParameterizedTest
  @CsvSource({"succeeded, abort", "succeeded, pause", "superseded, promote-full", "rolled-back, abort", "rolled-back, pause"})
  void whatIsOverIsGuardedByTheSchema(String fixture, String action) {
    ConfigRollout asked = clicked(stored(fixture), action);
    KubernetesClientException refused = catchThrowableOfType(KubernetesClientException.class, () -> client.resource(asked).dryRun().update());
    assertThat(refused).as("nobody refused it").isNotNull();
    assertThat(refused.getCode()).isEqualTo(422);
    assertThat(refused.getMessage()).containsAnyOf("this rollout is over", "this rollout was rolled back");
  }

  private static ConfigRollout clicked(ConfigRollout rollout, String action) {
    return Serialization.unmarshal(Lua.change(Customizations.action(action), rollout).toString(), ConfigRollout.class);
  }

  private static ConfigRollout stored(String fixture) {
    ConfigRollout rollout = Objects.requireNonNull(RolloutFixtures.all().get(fixture));
    rollout.getMetadata().setName(fixture);
    rollout.getMetadata().setGeneration(null);
    var resource = client.resources(ConfigRollout.class).inNamespace("plant").withName(fixture);
    if (resource.get() == null) {
      ConfigRollout made = client.resource(rollout).create();
      if (rollout.getStatus() != null) {
        made.setStatus(rollout.getStatus());
        client.resource(made).updateStatus();
      }
    }
    return resource.get();
  }
}
