package io.plcfleet.operator.report;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plcfleet.operator.monitor.MonitorRender;
import io.plcfleet.operator.monitor.TokenRotation;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The bearer tokens of the fleets' monitors. Secrets are got by name; they are neither listed nor watched. */
public final class Tokens {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Fleet(String namespace, String name) {}

  private final KubernetesClient client;
  private final TokenRotation rotation;
  private final Map<Fleet, String> known = new ConcurrentHashMap<>();

  /** @param rotation by which they are exchanged */
  public Tokens(KubernetesClient client, TokenRotation rotation) {
    this.client = client;
    this.rotation = rotation;
  }

  public TokenRotation rotation() {
    return rotation;
  }

  /** A token that nobody can guess. */
  public static String fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The token in force; empty before the Secret exists. */
  public Optional<String> of(String namespace, String fleet) {
    return Optional.ofNullable(known.computeIfAbsent(new Fleet(namespace, fleet), f -> {
      Secret secret = client.secrets().inNamespace(f.namespace).withName(MonitorRender.secretName(f.name)).get();
      return secret == null ? null : TokenRotation.held(secret).get(TokenRotation.TOKEN);
    }));
  }

  /** Asks for the Secret again at the next use: it may have been replaced. */
  public void forget(String namespace, String fleet) {
    known.remove(new Fleet(namespace, fleet));
  }

  /** The Secret was seen with this token. */
  public void saw(String namespace, String fleet, String token) {
    known.put(new Fleet(namespace, fleet), token);
  }

  /** The token as last seen, without asking. */
  public Optional<String> known(String namespace, String fleet) {
    return Optional.ofNullable(known.get(new Fleet(namespace, fleet)));
  }
}
