package io.plcfleet.operator;

import io.plcfleet.operator.status.Runbooks;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The operator's environment, read once.
 *
 * @param namespaces to watch; empty for all
 * @param monitorImage for fleets that name none
 * @param runbooks where somebody serves the documents
 */
public record OperatorConfig(Set<String> namespaces, String monitorImage, int healthPort, Runbooks runbooks) {
  public static final String WATCH_NAMESPACES = "PLCFLEET_WATCH_NAMESPACES";
  public static final String MONITOR_IMAGE = "PLCFLEET_MONITOR_IMAGE";
  public static final String HEALTH_PORT = "PLCFLEET_HEALTH_PORT";
  public static final String DOCS_URL = "PLCFLEET_DOCS_URL";
  private static final int DEFAULT_HEALTH_PORT = 8080;

  /** @throws IllegalArgumentException naming the variable and the way out */
  public static OperatorConfig of(Map<String, String> environment) {
    String namespaces = environment.getOrDefault(WATCH_NAMESPACES, "");
    String image = environment.getOrDefault(MONITOR_IMAGE, "");
    if (image.isBlank()) {
      throw new IllegalArgumentException(MONITOR_IMAGE + " is not set: give the image of the monitor, for example plcfleet/monitor:0.1.0");
    }
    return new OperatorConfig(
        Arrays.stream(namespaces.split(",")).map(String::trim).filter(n -> !n.isEmpty()).collect(Collectors.toCollection(TreeSet::new)),
        image, port(environment.getOrDefault(HEALTH_PORT, String.valueOf(DEFAULT_HEALTH_PORT))), runbooks(environment.getOrDefault(DOCS_URL, "")));
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
