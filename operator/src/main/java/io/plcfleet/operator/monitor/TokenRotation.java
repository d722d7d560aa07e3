package io.plcfleet.operator.monitor;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a bearer token in a Secret so that nobody is refused meanwhile: whoever checks tokens first learns the next one, then whoever
 * sends them takes it, and only then the old one ends. How far it is stands in the Secret itself, so whoever looks next goes on.
 *
 * @param period a token is exchanged after; zero: never
 */
public record TokenRotation(Duration period) {
  /** Key of the token that is to be sent. */
  public static final String TOKEN = "token";
  /** Keys of tokens that are let in as well: one that is to come, one that is to end. */
  public static final String NEXT = "next";
  public static final String PREVIOUS = "previous";
  /** Annotation with the time of the last change. */
  public static final String SINCE = "plcfleet.io/token-since";
  /** Until the next one is used: the kubelet brings a changed Secret into pods within two minutes. */
  static final Duration KNOWN = Duration.ofMinutes(15);
  /** Until the previous one ends: somebody may read the Secret now and then only. */
  static final Duration OVERLAP = Duration.ofDays(1);

  /** What a Secret holds, by key. */
  public static Map<String, String> held(Secret secret) {
    Map<String, String> held = new TreeMap<>();
    if (secret.getData() != null) secret.getData().forEach((key, value) -> held.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return held;
  }

  /** When that was written. */
  public static Instant since(Secret secret) {
    Map<String, String> annotations = secret.getMetadata().getAnnotations();
    String noted = annotations == null ? null : annotations.get(SINCE);
    try {
      return Instant.parse(noted == null ? secret.getMetadata().getCreationTimestamp() : noted);
    } catch (DateTimeParseException e) {
      return Instant.parse(secret.getMetadata().getCreationTimestamp());
    }
  }

  /** A Secret that holds this since now. As data, not as text: of text the API server does not know later what is ours and no longer wanted. */
  public static Secret secret(ObjectMeta metadata, Map<String, String> held, Instant now) {
    Map<String, String> data = new TreeMap<>();
    held.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return new SecretBuilder().withMetadata(metadata).editMetadata().addToAnnotations(SINCE, now.toString()).endMetadata().withType("Opaque").withData(data).build();
  }

  /** The step in words, for the log. */
  public static String words(Map<String, String> next) {
    return next.containsKey(NEXT) ? "a new token is made known" : next.containsKey(PREVIOUS) ? "the new token is used" : "the old token has ended";
  }

  /**
   * What the Secret is to hold from now on; empty: as it is.
   *
   * @param held by key, with a token at least
   * @param since when that was written
   * @param fresh makes a token
   */
  public Optional<Map<String, String>> due(Map<String, String> held, Instant since, Instant now, Supplier<String> fresh) {
    String token = held.get(TOKEN);
    if (token == null) return Optional.empty();
    Duration age = Duration.between(since, now);
    @Nullable String next = held.get(NEXT);
    if (next != null) return age.compareTo(KNOWN) < 0 ? Optional.empty() : Optional.of(Map.of(TOKEN, next, PREVIOUS, token));
    if (held.containsKey(PREVIOUS)) return age.compareTo(OVERLAP) < 0 ? Optional.empty() : Optional.of(Map.of(TOKEN, token));
    return period.isZero() || age.compareTo(period) < 0 ? Optional.empty() : Optional.of(Map.of(TOKEN, token, NEXT, fresh.get()));
  }
}
