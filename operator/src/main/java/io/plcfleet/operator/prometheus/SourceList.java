package io.plcfleet.operator.prometheus;

import io.plcfleet.api.v1alpha1.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prometheus servers as the administrator lists them: {@code plant=http://prometheus.monitoring:9090,office=https://prometheus.example/base}. */
public final class SourceList {
  private static final Pattern NAME = Pattern.compile(Schema.NAME);

  private SourceList() {}

  /**
   * Addresses by name.
   *
   * @param variable that holds the text
   * @throws IllegalArgumentException naming the variable and the way out
   */
  public static Map<String, URI> read(String variable, String text) {
    Map<String, URI> sources = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) continue;
      int equals = pair.indexOf('=');
      String name = pair.substring(0, Math.max(0, equals)).strip();
      URI address = address(pair.substring(equals + 1).strip());
      if (address == null || !NAME.matcher(name).matches() || sources.put(name, address) != null) {
        throw new IllegalArgumentException(variable + ": entry " + (name.isEmpty() ? "without a name" : name) + " cannot be used: expected names, each once,"
            + " with the address of a Prometheus, without user, for example plant=http://prometheus.monitoring:9090,office=https://prometheus.example/base");
      }
    }
    return Map.copyOf(sources);
  }

  /** Absent when it is none that can be asked. No user and no query: what is given here shows up in messages. */
  private static @Nullable URI address(String text) {
    try {
      URI address = new URI(text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      return web && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null && address.getFragment() == null ? address : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
