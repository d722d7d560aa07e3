package io.plcfleet.operator.report;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.operator.monitor.ChildLabels;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bearer token of the operator's own metrics: kept in a Secret, so that Prometheus can have it, and exchanged there by the operator that
 * decides. The Secret is looked at when somebody asks for metrics, so an exchanged token holds within half a minute.
 */
public final class MetricsToken {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(MetricsToken.class);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final TokenRotation rotation;
  private final BooleanSupplier decides;
  private final Clock clock;
  private Map<String, String> held;
  private Instant seen;

  /**
   * Reads the Secret, which is made where it is missing.
   *
   * @param secret as {@code namespace/name}
   * @param decides whether this is the operator that may write
   * @throws IllegalStateException when the Secret is somebody else's and has no token
   */
  public MetricsToken(KubernetesClient client, String secret, TokenRotation rotation, BooleanSupplier decides, Clock clock) {
    this.client = client;
    this.namespace = secret.substring(0, secret.indexOf('/'));
    this.name = secret.substring(secret.indexOf('/') + 1);
    this.rotation = rotation;
    this.decides = decides;
    this.clock = clock;
    Secret there = found();
    held = TokenRotation.held(there == null ? made() : there);
    if (!held.containsKey(TokenRotation.TOKEN)) throw new IllegalStateException("Secret " + secret + " has no key " + TokenRotation.TOKEN + ": give it one, or delete it");
    seen = clock.instant();
  }

  /** @param authorization the request's header */
  public synchronized boolean admits(@Nullable String authorization) {
    look();
    if (authorization == null) return false;
    byte[] given = authorization.getBytes(StandardCharsets.UTF_8);
    boolean admitted = false;
    for (String token : held.values()) admitted |= MessageDigest.isEqual(("Bearer " + token).getBytes(StandardCharsets.UTF_8), given);
    return admitted;
  }

  /** What was seen before holds on where the Secret cannot be read now. */
  private void look() {
    Instant now = clock.instant();
    if (Duration.between(seen, now).abs().compareTo(AGAIN_AFTER) < 0) return;
    seen = now;
    try {
      Secret secret = found();
      if (secret == null || !TokenRotation.held(secret).containsKey(TokenRotation.TOKEN)) return;
      Optional<Map<String, String>> due = decides.getAsBoolean() ? rotation.due(TokenRotation.held(secret), TokenRotation.since(secret), now, Tokens::fresh) : Optional.empty();
      if (due.isPresent()) {
        LOG.info("Secret {}/{}: {}", namespace, name, TokenRotation.words(due.get()));
        secret = client.resource(TokenRotation.secret(secret.getMetadata(), due.get(), now)).update();
      }
      held = TokenRotation.held(secret);
    } catch (KubernetesClientException e) {
      LOG.warn("cannot look at Secret {}/{}, its token holds on: {}", namespace, name, e.getMessage());
    }
  }

  private @Nullable Secret found() {
    return client.secrets().inNamespace(namespace).withName(name).get();
  }

  private Secret made() {
    try {
      return client.resource(TokenRotation.secret(metadata(), Map.of(TokenRotation.TOKEN, Tokens.fresh()), clock.instant())).create();
    } catch (KubernetesClientException e) {
      Secret others = e.getCode() == HttpURLConnection.HTTP_CONFLICT ? found() : null;
      if (others == null) throw e;
      return others;
    }
  }

  private ObjectMeta metadata() {
    return new ObjectMetaBuilder().withNamespace(namespace).withName(name).addToLabels(ChildLabels.PART_OF, ChildLabels.OPERATOR).build();
  }
}
