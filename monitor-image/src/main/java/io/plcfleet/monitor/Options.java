package io.plcfleet.monitor;

import io.plcfleet.contract.MonitorConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the monitor is started: by environment variables, all with defaults.
 *
 * @param config the mounted file {@code monitor.json}; variable PLCFLEET_CONFIG
 * @param token the mounted file with the bearer token; variable PLCFLEET_TOKEN_FILE
 * @param metricsPort variable PLCFLEET_METRICS_PORT; 0 is any free one
 * @param statusPort health and status; variable PLCFLEET_STATUS_PORT
 */
public record Options(Path config, Path token, int metricsPort, int statusPort) {
  private static final String CONFIG = "PLCFLEET_CONFIG";
  private static final String TOKEN_FILE = "PLCFLEET_TOKEN_FILE";
  private static final String METRICS_PORT = "PLCFLEET_METRICS_PORT";
  private static final String STATUS_PORT = "PLCFLEET_STATUS_PORT";

  /** @throws IllegalArgumentException with variable, value and way out */
  static Options of(Map<String, String> environment) {
    return new Options(
        path(environment, CONFIG, "/etc/plcfleet/" + MonitorConfig.FILE),
        path(environment, TOKEN_FILE, "/etc/plcfleet-token/token"),
        port(environment, METRICS_PORT, 9400),
        port(environment, STATUS_PORT, 9401));
  }

  private static Path path(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, otherwise);
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(name + ": \"" + value + "\" is not a path", e);
    }
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String value = environment.get(name);
    if (value == null) return otherwise;
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65535) return port;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(name + ": \"" + value + "\" is not a port; expected 0 to 65535, for example " + otherwise);
  }
}
