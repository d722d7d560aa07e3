package io.plcfleet.operator.report;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.operator.monitor.ChildLabels;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The bearer token of the operator's own metrics: kept in a Secret, so that Prometheus can have it. */
public final class MetricsToken {
  public static final String KEY = "token";

  private MetricsToken() {}

  /**
   * The token of the Secret, which is made where it is missing.
   *
   * @param secret as {@code namespace/name}
   * @throws IllegalStateException when the Secret is somebody else's and has no token
   */
  public static String of(KubernetesClient client, String secret) {
    String namespace = secret.substring(0, secret.indexOf('/'));
    String name = secret.substring(secret.indexOf('/') + 1);
    Secret there = client.secrets().inNamespace(namespace).withName(name).get();
    if (there == null) {
      try {
        String token = Tokens.fresh();
        client.resource(new SecretBuilder().withNewMetadata().withNamespace(namespace).withName(name)
            .addToLabels(ChildLabels.PART_OF, ChildLabels.OPERATOR).endMetadata().withType("Opaque").withStringData(Map.of(KEY, token)).build()).create();
        return token;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        there = client.secrets().inNamespace(namespace).withName(name).get();
      }
    }
    String encoded = there == null || there.getData() == null ? null : there.getData().get(KEY);
    if (encoded == null) throw new IllegalStateException("Secret " + secret + " has no key " + KEY + ": give it one, or delete it");
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
