package io.plcfleet.operator;

import io.plcfleet.contract.Networks;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.prometheus.SourceList;
import io.plcfleet.operator.status.Runbooks;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator's environment, read once.
 *
 * @param namespaces to watch; empty for all
 * @param house what holds for all monitors
 * @param healthPort of health and, with a Secret, metrics
 * @param metricsSecret the Secret with the bearer token of {@code /metrics}, as {@code namespace/name}; made where it is missing. Absent: no metrics
 * @param prometheusSources addresses that rollouts may ask, by the names that fleets give
 * @param prometheusNamespaces where to look for Prometheus objects, besides the watched namespaces
 * @param runbooks where somebody serves the documents
 * @param lease of the one that decides; absent where there is but one
 */
public record OperatorConfig(
    Set<String> namespaces, HouseRules house, int healthPort, @Nullable String metricsSecret, Map<String, URI> prometheusSources,
    Set<String> prometheusNamespaces, Runbooks runbooks, @Nullable Lease lease) {
  /** @param candidate this operator, among those that may hold it */
  public record Lease(String namespace, String name, String candidate) {}

  public static final String METRICS_SECRET = "PLCFLEET_METRICS_SECRET";
  public static final String WATCH_NAMESPACES = "PLCFLEET_WATCH_NAMESPACES";
  public static final String MONITOR_IMAGE = "PLCFLEET_MONITOR_IMAGE";
  public static final String HEALTH_PORT = "PLCFLEET_HEALTH_PORT";
  public static final String PROMETHEUS_SOURCES = "PLCFLEET_PROMETHEUS_SOURCES";
  public static final String PROMETHEUS_NAMESPACES = "PLCFLEET_PROMETHEUS_NAMESPACES";
  public static final String DOCS_URL = "PLCFLEET_DOCS_URL";
  public static final String LEASE = "PLCFLEET_LEASE";
  public static final String POD_NAME = "PLCFLEET_POD_NAME";
  public static final String ALLOWED_IMAGE_PREFIXES = "PLCFLEET_ALLOWED_IMAGE_PREFIXES";
  public static final String MONITOR_PULL_SECRETS = "PLCFLEET_MONITOR_PULL_SECRETS";
  public static final String POLICY_PROMETHEUS = "PLCFLEET_POLICY_PROMETHEUS";
  public static final String NAMESPACE = "PLCFLEET_NAMESPACE";
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final String NAMESPACED = "[a-z0-9-]+/[a-z0-9.-]+";
  private static final int DEFAULT_HEALTH_PORT = 8080;

  /** @throws IllegalArgumentException naming the variable and the way out */
  public static OperatorConfig of(Map<String, String> environment) {
    String image = environment.getOrDefault(MONITOR_IMAGE, "");
    if (image.isBlank()) {
      throw new IllegalArgumentException(MONITOR_IMAGE + " is not set: give the image of the monitor, for example plcfleet/monitor:0.1.0");
    }
    return new OperatorConfig(
        names(environment.getOrDefault(WATCH_NAMESPACES, "")),
        house(environment), port(environment.getOrDefault(HEALTH_PORT, String.valueOf(DEFAULT_HEALTH_PORT))), secret(environment.get(METRICS_SECRET)),
        SourceList.read(PROMETHEUS_SOURCES, environment.getOrDefault(PROMETHEUS_SOURCES, "")),
        names(environment.getOrDefault(PROMETHEUS_NAMESPACES, "")), runbooks(environment.getOrDefault(DOCS_URL, "")),
        lease(environment.get(LEASE), environment.getOrDefault(POD_NAME, "")));
  }

  /** Where Prometheus objects are looked for; empty for everywhere. */
  Set<String> onlookersIn() {
    if (namespaces.isEmpty()) return Set.of();
    Set<String> all = new TreeSet<>(namespaces);
    all.addAll(prometheusNamespaces);
    return all;
  }

  /** @throws IllegalArgumentException naming the variable and the way out */
  static HouseRules house(Map<String, String> environment) {
    return new HouseRules(environment.getOrDefault(MONITOR_IMAGE, ""), words(environment.getOrDefault(MONITOR_PULL_SECRETS, "")).toList(),
        words(environment.getOrDefault(ALLOWED_IMAGE_PREFIXES, "")).toList(), networks(environment.getOrDefault(Networks.VARIABLE, "")), callers(environment));
  }

  private static Networks networks(String list) {
    try {
      return Networks.parse(list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Networks.VARIABLE + ": " + e.getMessage(), e);
    }
  }

  private static HouseRules.@Nullable Callers callers(Map<String, String> environment) {
    List<String> prometheus = List.copyOf(names(environment.getOrDefault(POLICY_PROMETHEUS, "")));
    if (prometheus.isEmpty()) return null;
    for (String namespace : prometheus) {
      if (!namespace.matches(DNS_LABEL)) throw new IllegalArgumentException(POLICY_PROMETHEUS + ": \"" + namespace + "\" is no namespace: give those of every Prometheus that scrapes monitors, or leave it out for no NetworkPolicy");
    }
    String own = environment.getOrDefault(NAMESPACE, "");
    if (!own.matches(DNS_LABEL)) throw new IllegalArgumentException(NAMESPACE + "=" + own + " is no namespace: with " + POLICY_PROMETHEUS + " give the operator's own, which monitors let in");
    return new HouseRules.Callers(own, prometheus);
  }

  private static Set<String> names(String list) {
    return words(list).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> words(String list) {
    return Arrays.stream(list.split(",")).map(String::trim).filter(n -> !n.isEmpty());
  }

  private static @Nullable Lease lease(@Nullable String text, String candidate) {
    if (text == null || text.isBlank()) return null;
    if (!text.matches(NAMESPACED)) throw new IllegalArgumentException(LEASE + "=" + text + " names no Lease: give namespace/name, or leave it out where one operator runs");
    if (candidate.isBlank()) throw new IllegalArgumentException(POD_NAME + " is not set: with " + LEASE + " each operator needs a name of its own");
    return new Lease(text.substring(0, text.indexOf('/')), text.substring(text.indexOf('/') + 1), candidate);
  }

  private static @Nullable String secret(@Nullable String text) {
    if (text == null || text.isBlank()) return null;
    if (text.matches(NAMESPACED)) return text;
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
