package io.plcfleet.monitor;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.Networks;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the monitor is started: by environment variables, all with defaults.
 *
 * @param config the mounted file {@code monitor.json}; variable PLCFLEET_CONFIG
 * @param token the mounted file with the bearer token; variable PLCFLEET_TOKEN_FILE
 * @param metricsPort variable PLCFLEET_METRICS_PORT; 0 is any free one
 * @param statusPort health and status; variable PLCFLEET_STATUS_PORT
 * @param networks that may be connected to; variable PLCFLEET_ALLOWED_CIDRS
 * @param recording how far back to record what happens on links; zero: not at all; variable PLCFLEET_RECORDING_MINUTES
 */
public record Options(Path config, Path token, int metricsPort, int statusPort, Networks networks, Duration recording) {
  private static final int LONGEST_RECORDING_MINUTES = 60;
  private static final String CONFIG = "PLCFLEET_CONFIG";
  private static final String TOKEN_FILE = "PLCFLEET_TOKEN_FILE";
  private static final String METRICS_PORT = "PLCFLEET_METRICS_PORT";
  private static final String STATUS_PORT = "PLCFLEET_STATUS_PORT";
  private static final String RECORDING_MINUTES = MonitorConfig.RECORDING_MINUTES;

  /** Without a recording. */
  public Options(Path config, Path token, int metricsPort, int statusPort, Networks networks) {
    this(config, token, metricsPort, statusPort, networks, Duration.ZERO);
  }

  /** @throws IllegalArgumentException with variable, value and way out */
  static Options of(Map<String, String> environment) {
    return new Options(
        path(environment, CONFIG, "/etc/plcfleet/" + MonitorConfig.FILE),
        path(environment, TOKEN_FILE, "/etc/plcfleet-token/token"),
        port(environment, METRICS_PORT, 9400),
        port(environment, STATUS_PORT, 9401),
        networks(environment.getOrDefault(Networks.VARIABLE, "")),
        Duration.ofMinutes(number(environment, RECORDING_MINUTES, 0, LONGEST_RECORDING_MINUTES, "minutes")));
  }

  private static Networks networks(String value) {
    try {
      return Networks.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Networks.VARIABLE + ": " + e.getMessage(), e);
    }
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
    return number(environment, name, otherwise, 65535, "a port");
  }

  private static int number(Map<String, String> environment, String name, int otherwise, int most, String what) {
    String value = environment.get(name);
    if (value == null) return otherwise;
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= most) return number;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(name + ": \"" + value + "\" is not " + what + "; expected 0 to " + most + ", for example " + otherwise);
  }
}
