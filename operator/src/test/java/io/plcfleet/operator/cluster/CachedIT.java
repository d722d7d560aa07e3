package io.plcfleet.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plcfleet.testing.ApiServer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CachedIT {
  /** Drift is told by them; of ten thousand Plcs they would fill the memory. */
  @Test
  void managedFieldsAreKeptWhereTheyAreAskedFor() throws Exception {
    try (ApiServer server = new ApiServer()) {
      KubernetesClient client = server.client();
      client.resource(map("listed", "1")).create();
      var place = List.of(client.configMaps().inNamespace("default"));
      try (Cached<ConfigMap> whole = new Cached<>(place, true, _ -> { }).started(60); Cached<ConfigMap> slim = new Cached<>(place, false, _ -> { }).started(60)) {
        assertHeld(whole, slim, "listed", "1");
        client.resource(map("listed", "2")).update();
        client.resource(map("watched", "1")).create();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
          assertHeld(whole, slim, "listed", "2");
          assertHeld(whole, slim, "watched", "1");
        });
        whole.wrote(client.resource(map("written", "1")).create());
        slim.wrote(client.configMaps().inNamespace("default").withName("written").get());
        assertHeld(whole, slim, "written", "1");
      }
    }
  }

  private static void assertHeld(Cached<ConfigMap> whole, Cached<ConfigMap> slim, String name, String value) {
    ConfigMap held = slim.get("default", name).orElseThrow();
    assertThat(held.getData()).containsEntry("key", value);
    assertThat(held.getMetadata().getManagedFields()).isNullOrEmpty();
    assertThat(whole.get("default", name).orElseThrow().getMetadata().getManagedFields()).isNotEmpty().extracting(ManagedFieldsEntry::getFieldsV1).doesNotContainNull();
  }

  private static ConfigMap map(String name, String value) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).withNamespace("default").endMetadata().addToData("key", value).build();
  }
}
