package io.plcfleet.operator;

import io.plcfleet.operator.prometheus.SourceList;
import io.plcfleet.operator.status.Runbooks;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator's environment, read once.
 *
 * @param namespaces to watch; empty for all
 * @param monitorImage for fleets that name none
 * @param healthPort of health and, with a Secret, metrics
 * @param metricsSecret the Secret with the bearer token of {@code /metrics}, as {@code namespace/name}; made where it is missing. Absent: no metrics
 * @param prometheusSources addresses that rollouts may ask, by the names that fleets give
 * @param prometheusNamespaces where to look for Prometheus objects, besides the watched namespaces
 * @param runbooks where somebody serves the documents
 */
public record OperatorConfig(
    Set<String> namespaces, String monitorImage, int healthPort, @Nullable String metricsSecret, Map<String, URI> prometheusSources,
    Set<String> prometheusNamespaces, Runbooks runbooks) {
  public static final String METRICS_SECRET = "PLCFLEET_METRICS_SECRET";
  public static final String WATCH_NAMESPACES = "PLCFLEET_WATCH_NAMESPACES";
  public static final String MONITOR_IMAGE = "PLCFLEET_MONITOR_IMAGE";
  public static final String HEALTH_PORT = "PLCFLEET_HEALTH_PORT";
  public static final String PROMETHEUS_SOURCES = "PLCFLEET_PROMETHEUS_SOURCES";
  public static final String PROMETHEUS_NAMESPACES = "PLCFLEET_PROMETHEUS_NAMESPACES";
  public static final String DOCS_URL = "PLCFLEET_DOCS_URL";
  private static final int DEFAULT_HEALTH_PORT = 8080;

  /** @throws IllegalArgumentException naming the variable and the way out */
  public static OperatorConfig of(Map<String, String> environment) {
    String image = environment.getOrDefault(MONITOR_IMAGE, "");
    if (image.isBlank()) {
      throw new IllegalArgumentException(MONITOR_IMAGE + " is not set: give the image of the monitor, for example plcfleet/monitor:0.1.0");
    }
    return new OperatorConfig(
        names(environment.getOrDefault(WATCH_NAMESPACES, "")),
        image, port(environment.getOrDefault(HEALTH_PORT, String.valueOf(DEFAULT_HEALTH_PORT))), secret(environment.get(METRICS_SECRET)),
        SourceList.read(PROMETHEUS_SOURCES, environment.getOrDefault(PROMETHEUS_SOURCES, "")),
        names(environment.getOrDefault(PROMETHEUS_NAMESPACES, "")), runbooks(environment.getOrDefault(DOCS_URL, "")));
  }

  /** Where Prometheus objects are looked for; empty for everywhere. */
  Set<String> onlookersIn() {
    if (namespaces.isEmpty()) return Set.of();
    Set<String> all = new TreeSet<>(namespaces);
    all.addAll(prometheusNamespaces);
    return all;
  }

  private static Set<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::trim).filter(n -> !n.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
  }

  private static @Nullable String secret(@Nullable String text) {
    if (text == null || text.isBlank()) return null;
    if (text.matches("[a-z0-9-]+/[a-z0-9.-]+")) return text;
    throw new IllegalArgumentException(METRICS_SECRET + "=" + text + " names no Secret: give namespace/name, or leave it out for no metrics");
  }

  private static Runbooks runbooks(String docs) {
    if (docs.isBlank()) return Runbooks.NOT_SERVED;
    if (docs.matches("https?://[^\\s\"'<>{}]+")) return Runbooks.below(docs);
    throw new IllegalArgumentException(DOCS_URL + "=" + docs + " is no address: give one as https://docs.example/plcfleet, or leave it out");
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
}
