package io.plcfleet.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plcfleet.operator.metrics.MetricsPage;
import io.plcfleet.operator.report.MetricsToken;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the operator and stays until it is told to end. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int WRONG_ENVIRONMENT = 2;

  private Main() {}

  public static void main(String[] args) throws Exception {
    OperatorConfig config;
    try {
      config = OperatorConfig.of(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("plc-fleet-operator: " + e.getMessage());
      System.exit(WRONG_ENVIRONMENT);
      return;
    }
    KubernetesClient client = new KubernetesClientBuilder().build();
    FleetOperator operator = new FleetOperator(client, config, Clock.systemUTC());
    Health health = new Health(config.healthPort(), operator::live, operator::ready);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      health.close();
      operator.close();
      client.close();
    }));
    try {
      if (config.metricsSecret() != null) health.metrics(new MetricsPage(operator.board(), Clock.systemUTC()), MetricsToken.of(client, config.metricsSecret()));
      operator.start();
    } catch (Exception e) {
      LOG.error("cannot start: {}. Are the resource types of plcfleet.io installed, and may the service account list them?", e.getMessage());
      System.exit(1);
    }
    LOG.info("watching {} after {} ms, monitors from image {}", config.namespaces().isEmpty() ? "all namespaces" : config.namespaces(),
        ManagementFactory.getRuntimeMXBean().getUptime(), config.monitorImage());
  }
}
