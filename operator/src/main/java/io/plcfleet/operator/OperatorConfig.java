package io.plcfleet.operator;

import io.plcfleet.api.v1alpha1.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator's environment, read once.
 *
 * @param namespaces to watch; empty for all
 * @param monitorImage for fleets that name none
 * @param prometheusSources addresses that rollouts may ask, by the names that fleets give
 */
public record OperatorConfig(Set<String> namespaces, String monitorImage, int healthPort, Map<String, URI> prometheusSources) {
  public static final String WATCH_NAMESPACES = "PLCFLEET_WATCH_NAMESPACES";
  public static final String MONITOR_IMAGE = "PLCFLEET_MONITOR_IMAGE";
  public static final String HEALTH_PORT = "PLCFLEET_HEALTH_PORT";
  public static final String PROMETHEUS_SOURCES = "PLCFLEET_PROMETHEUS_SOURCES";
  private static final int DEFAULT_HEALTH_PORT = 8080;
  private static final Pattern NAME = Pattern.compile(Schema.NAME);

  /** @throws IllegalArgumentException naming the variable and the way out */
  public static OperatorConfig of(Map<String, String> environment) {
    String namespaces = environment.getOrDefault(WATCH_NAMESPACES, "");
    String image = environment.getOrDefault(MONITOR_IMAGE, "");
    if (image.isBlank()) {
      throw new IllegalArgumentException(MONITOR_IMAGE + " is not set: give the image of the monitor, for example plcfleet/monitor:0.1.0");
    }
    return new OperatorConfig(
        Arrays.stream(namespaces.split(",")).map(String::trim).filter(n -> !n.isEmpty()).collect(Collectors.toCollection(TreeSet::new)),
        image, port(environment.getOrDefault(HEALTH_PORT, String.valueOf(DEFAULT_HEALTH_PORT))),
        sources(environment.getOrDefault(PROMETHEUS_SOURCES, "")));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) return port;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(HEALTH_PORT + "=" + text + " is no port: give a number from 0 to 65535, or leave it out for " + DEFAULT_HEALTH_PORT);
  }

  private static Map<String, URI> sources(String text) {
    Map<String, URI> sources = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) continue;
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      URI address = equals < 0 ? null : address(pair.substring(equals + 1).strip());
      if (address == null || !NAME.matcher(name).matches() || sources.put(name, address) != null) {
        throw new IllegalArgumentException(PROMETHEUS_SOURCES + " has \"" + pair.strip() + "\": expected names, each once, with the address of a Prometheus,"
            + " for example plant=http://prometheus.monitoring:9090,office=https://prometheus.example/base");
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
