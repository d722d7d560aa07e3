package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.testing.ApiServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may be asked of a rollout, and when: the API server itself refuses the rest, with the way out. */
class RolloutVerbsIT {
  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = new ApiServer().withResourceTypes();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whereItComesFromAndGoesToIsForGood() {
    Resource<GenericKubernetesResource> rollout = rollout("fixed", "Progressing");
    refused(rollout, Map.of("to", "0000000000"), "fleetRef, from and to cannot be changed: edit the fleet");
  }

  @Test
  void verbsAreTakenWhileItGoesOn() {
    Resource<GenericKubernetesResource> rollout = rollout("going", "Progressing");
    for (String verb : new String[] {"paused", "promoteFull", "abort"}) ask(rollout, Map.of(verb, true));
    ask(rollout, Map.of("promoteStep", 2));
    refused(rollout, Map.of("abort", false), "abort cannot be taken back: after the rollback set retry for a new attempt");
  }

  @Test
  void oneThatSucceededTakesNone() {
    refused(rollout("done", "Succeeded"), Map.of("abort", true), "this rollout is over: its spec takes no edits any more");
    refused(rollout("replaced", "Superseded"), Map.of("retry", true), "this rollout is over: its spec takes no edits any more");
  }

  @Test
  void oneThatWasRolledBackTakesARetryAlone() {
    Resource<GenericKubernetesResource> rollout = rollout("back", "RolledBack");
    refused(rollout, Map.of("promoteFull", true), "this rollout was rolled back: only spec.retry may be set");
    ask(rollout, Map.of("retry", true));
    assertThat(rollout.get().<Boolean>get("spec", "retry")).isTrue();
  }

  private static void refused(Resource<GenericKubernetesResource> rollout, Map<String, Object> verb, String message) {
    assertThatThrownBy(() -> ask(rollout, verb)).isInstanceOf(KubernetesClientException.class).hasMessageContaining(message);
  }

  private static void ask(Resource<GenericKubernetesResource> rollout, Map<String, Object> verb) {
    rollout.edit(read -> {
      Map<String, Object> spec = new HashMap<>(read.get("spec"));
      spec.putAll(verb);
      read.setAdditionalProperty("spec", spec);
      return read;
    });
  }

  private static Resource<GenericKubernetesResource> rollout(String name, String phase) {
    String yaml = "apiVersion: plcfleet.io/v1alpha1\nkind: ConfigRollout\nmetadata: {name: " + name + ", namespace: default}\n"
        + "spec: {fleetRef: {name: line-a}, from: 45c48cce2e, to: 8f14e45fce}\n";
    GenericKubernetesResource made = server.client().resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class)).create();
    made.setAdditionalProperty("status", Map.of("phase", phase));
    Resource<GenericKubernetesResource> resource = server.client().resource(made);
    resource.updateStatus();
    return server.client().genericKubernetesResources("plcfleet.io/v1alpha1", "ConfigRollout").inNamespace("default").withName(name);
  }
}
