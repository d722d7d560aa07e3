package io.plcfleet.operator.report;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.TokenRotation;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
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
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Map<String, String> held = Map.of();
  private Instant seen = Instant.EPOCH;

  /**
   * Reads the Secret, which is made where it is missing. Where the API server does not answer nobody is admitted until it does.
   *
   * @param secret as {@code namespace/name}
   * @param decides whether this is the operator that may write
   * @throws IllegalStateException when the Secret has no token
   */
  public MetricsToken(KubernetesClient client, String secret, TokenRotation rotation, BooleanSupplier decides, Clock clock) {
    this.client = client;
    this.namespace = secret.substring(0, secret.indexOf('/'));
    this.name = secret.substring(secret.indexOf('/') + 1);
    this.rotation = rotation;
    this.decides = decides;
    this.clock = clock;
    look(clock.instant());
  }

  /** @param authorization the request's header */
  public boolean admits(@Nullable String authorization) {
    lookAgain();
    if (authorization == null) return false;
    byte[] given = authorization.getBytes(StandardCharsets.UTF_8);
    boolean admitted = false;
    for (String token : held.values()) admitted |= MessageDigest.isEqual(("Bearer " + token).getBytes(StandardCharsets.UTF_8), given);
    return admitted;
  }

  /** One at a time; who comes meanwhile goes by what was seen before. */
  private void lookAgain() {
    if (!looking.tryLock()) return;
    try {
      Instant now = clock.instant();
      if (Duration.between(seen, now).abs().compareTo(AGAIN_AFTER) >= 0) look(now);
    } catch (IllegalStateException e) {
      LOG.warn("{}. The one that was seen holds on", e.getMessage());
    } finally {
      looking.unlock();
    }
  }

  private void look(Instant now) {
    seen = now;
    try {
      Secret secret = found();
      if (secret == null) secret = made(held.isEmpty() ? Map.of(TokenRotation.TOKEN, Tokens.fresh()) : held, now);
      if (!TokenRotation.held(secret).containsKey(TokenRotation.TOKEN)) {
        throw new IllegalStateException("Secret " + namespace + "/" + name + " has no key " + TokenRotation.TOKEN + ": give it one, or delete it");
      }
      Optional<Map<String, String>> due = isOurs(secret) && decides.getAsBoolean()
          ? rotation.due(TokenRotation.held(secret), TokenRotation.since(secret), now, Tokens::fresh) : Optional.empty();
      if (due.isPresent()) {
        LOG.info("Secret {}/{}: {}", namespace, name, TokenRotation.words(due.get()));
        secret = client.resource(TokenRotation.secret(secret.getMetadata(), due.get(), now)).update();
      }
      held = TokenRotation.held(secret);
    } catch (KubernetesClientException e) {
      LOG.warn("cannot look at Secret {}/{}, what was seen holds on: {}", namespace, name, e.getMessage());
    }
  }

  /** One that somebody else gave is theirs to exchange. */
  private static boolean isOurs(Secret secret) {
    Map<String, String> labels = secret.getMetadata().getLabels();
    return labels != null && ChildLabels.OPERATOR.equals(labels.get(ChildLabels.PART_OF));
  }

  private @Nullable Secret found() {
    return client.secrets().inNamespace(namespace).withName(name).get();
  }

  private Secret made(Map<String, String> tokens, Instant now) {
    try {
      return client.resource(TokenRotation.secret(metadata(), tokens, now)).create();
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
