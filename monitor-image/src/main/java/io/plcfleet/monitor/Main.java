package io.plcfleet.monitor;

import java.io.IOException;
import java.security.Security;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the monitor. Ends with code 2 when its environment is wrong, 1 when a port cannot be had. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(start(System.getenv()));
  }

  /** Returns only when it could not start, or was interrupted. */
  static int start(Map<String, String> environment) {
    Options options;
    try {
      options = Options.of(environment);
    } catch (IllegalArgumentException e) {
      LOG.error("{}", e.getMessage());
      return 2;
    }
    limitHttp();
    // Each attempt to connect asks the name server: a PLC may have got another address, and the system caches as it sees fit.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    try (Monitor monitor = new Monitor(options, Clock.systemUTC())) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(monitor::close));
      LOG.info("PLC monitor: metrics on port {}, health and status on port {}, configuration {}",
          monitor.metricsPort(), monitor.statusPort(), options.config());
      Thread.currentThread().join();
      return 0;
    } catch (IOException e) {
      LOG.error("Cannot listen on ports {} and {}: {}", options.metricsPort(), options.statusPort(), e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      return 0;
    }
  }

  /**
   * The JDK's server takes its limits from system properties only: header bytes, seconds for a request and for its answer. Who connects and
   * says nothing, or says it slowly, is cut after three seconds and until then takes the place of nobody: else a few dozen idle connections
   * would keep the kubelet from asking whether the process lives.
   */
  private static void limitHttp() {
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    System.setProperty("sun.net.httpserver.maxReqTime", "2");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.setProperty("sun.net.httpserver.clockTick", "1000");  // so often, in ms, it looks for idle connections
    System.setProperty("sun.net.httpserver.maxReqHeaders", "50");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "16");  // after an answer; Prometheus keeps one
    System.setProperty("jdk.httpserver.maxConnections", "1024");
  }
}
