package io.plcfleet.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.metrics.MetricsPage;
import io.plcfleet.operator.monitor.TokenRotation;
import io.plcfleet.operator.report.MetricsToken;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the operator and stays until it is told to end. With {@code probe URL} it asks that address once, and with {@code validate FILE...}
 * it says what is wrong with resources in files; then it ends.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int WRONG_ENVIRONMENT = 2;

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0) System.exit(once(args));
    OperatorConfig config;
    try {
      config = OperatorConfig.of(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("plc-fleet-operator: " + e.getMessage());
      System.exit(WRONG_ENVIRONMENT);
      return;
    }
    Meters meters = new Meters();
    Tenure tenure = Leadership.tenure(Leadership.Terms.USUAL);
    KubernetesClient client = new KubernetesClientBuilder().withHttpClientBuilderConsumer(
        http -> http.addOrReplaceInterceptor("guard", new WriteGuard(tenure)).addOrReplaceInterceptor("calls", new ApiCalls(meters))).build();
    try {
      run(client, config, tenure, meters);
    } catch (Exception e) {
      LOG.error("cannot start: {}. Are the resource types of plcfleet.io installed, and may the service account list them?", e.getMessage());
      System.exit(1);
    }
  }

  private static int once(String[] args) {
    if (args[0].equals("probe") && args.length == 2) return Probe.run(args[1], System.out, System.err);
    if (args[0].equals("validate") && args.length > 1) {
      try {
        return Validation.run(List.of(args).subList(1, args.length), OperatorConfig.house(System.getenv()), Instant.now(), System.out, System.err);
      } catch (IllegalArgumentException e) {
        System.err.println("plc-fleet-operator: " + e.getMessage());
        return WRONG_ENVIRONMENT;
      }
    }
    System.err.println("plc-fleet-operator: without arguments it runs; \"probe URL\" asks an address, \"validate FILE...\" looks at resources in files and folders");
    return WRONG_ENVIRONMENT;
  }

  private static void run(KubernetesClient client, OperatorConfig config, Tenure tenure, Meters meters) throws Exception {
    FleetOperator operator = new FleetOperator(client, config, meters, Clock.systemUTC());
    Leadership leadership = config.lease() == null ? null : candidate(config.lease(), tenure, meters);
    meters.gauge(OperatorMetric.PLCFLEET_OPERATOR_LEADING, () -> leadership == null || leadership.leads() ? 1 : 0);
    // Who stands by is well, and ready to take over.
    Health health = new Health(config.healthPort(), operator::live, () -> operator.ready() || (leadership != null && leadership.standsBy()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(health, operator, leadership, client)));
    if (config.metricsSecret() != null) {
      MetricsToken token = new MetricsToken(client, config.metricsSecret(), new TokenRotation(config.tokenPeriod()), () -> leadership == null || leadership.leads(), Clock.systemUTC());
      health.metrics(new MetricsPage(operator.board(), meters, Clock.systemUTC()), token::admits);
    }
    if (leadership != null) leadership.await();
    operator.start();
    LOG.info("watching {} after {} ms, monitors from image {}", config.namespaces().isEmpty() ? "all namespaces" : config.namespaces(),
        ManagementFactory.getRuntimeMXBean().getUptime(), config.house().image());
  }

  private static Leadership candidate(OperatorConfig.Lease lease, Tenure tenure, Meters meters) {
    Leadership.Terms terms = Leadership.Terms.USUAL;
    return new Leadership(Leadership.client(Config.autoConfigure(null), terms, new ApiCalls(meters)), lease, terms, tenure, Main::lost);
  }

  /** Only when nothing is written any more may another one begin. */
  private static void end(Health health, FleetOperator operator, @Nullable Leadership leadership, KubernetesClient client) {
    health.close();
    operator.close();
    if (leadership != null) leadership.close();
    client.close();
  }

  private static void lost(String why) {
    LOG.error("{}; this one ends", why);
    Runtime.getRuntime().halt(1);  // not by way of what still writes
  }
}
