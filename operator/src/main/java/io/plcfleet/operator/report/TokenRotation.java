package io.plcfleet.operator.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
  /** The kubelet brings a changed Secret into pods within two minutes, prometheus-operator into Prometheus within some more. */
  static final Duration STEP = Duration.ofMinutes(15);

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
    if (next != null) return age.compareTo(STEP) < 0 ? Optional.empty() : Optional.of(Map.of(TOKEN, next, PREVIOUS, token));
    if (held.containsKey(PREVIOUS)) return age.compareTo(STEP) < 0 ? Optional.empty() : Optional.of(Map.of(TOKEN, token));
    return period.isZero() || age.compareTo(period) < 0 ? Optional.empty() : Optional.of(Map.of(TOKEN, token, NEXT, fresh.get()));
  }
}
