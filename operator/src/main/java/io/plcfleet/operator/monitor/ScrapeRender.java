package io.plcfleet.operator.monitor;

import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfig;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.SecretOrConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitorBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.TLSConfig;
import io.fabric8.openshift.api.model.monitoring.v1.TLSConfigBuilder;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec.Scrape;
import io.plcfleet.api.v1alpha1.Relabeling;
import io.plcfleet.api.v1alpha1.ScrapeTls;
import io.plcfleet.api.v1alpha1.SecretKey;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ServiceMonitor: series get the labels {@code namespace}, {@code fleet} and {@code plc}. */
public final class ScrapeRender {
  private static final String INTERVAL = "15s";
  private static final Scrape AS_WE_CHOOSE = new Scrape(null, null, null, null, null, null, null, null);
  private static final RelabelConfig FLEET = new RelabelConfigBuilder()
      .withSourceLabels("__meta_kubernetes_service_label_app_kubernetes_io_instance").withTargetLabel("fleet").withAction("replace").build();

  private ScrapeRender() {}

  public static boolean wanted(MonitorFleet fleet) {
    return !Boolean.FALSE.equals(scrape(fleet).enabled());
  }

  public static ServiceMonitor serviceMonitor(MonitorFleet fleet) {
    String name = fleet.getMetadata().getName();
    Scrape scrape = scrape(fleet);
    return new ServiceMonitorBuilder()
        .withNewMetadata().withName(name).withNamespace(fleet.getMetadata().getNamespace()).withLabels(labels(fleet)).endMetadata()
        .withNewSpec()
        .withNewSelector().withMatchLabels(ChildLabels.selecting(name, Component.MONITOR)).endSelector()
        .addNewEndpoint()
        .withPort("metrics")
        .withPath("/metrics")
        .withInterval(interval(fleet))
        .withScrapeTimeout(scrape.scrapeTimeout())
        .withScheme(scrape.tls() == null ? null : "https")
        .withTlsConfig(scrape.tls() == null ? null : tls(scrape.tls()))
        .withNewAuthorization().withType("Bearer")
        .withCredentials(scrape.bearer() == null ? selector(new SecretKey(MonitorRender.secretName(name), TokenRotation.TOKEN)) : selector(scrape.bearer()))
        .endAuthorization()
        .withRelabelings(Stream.concat(Stream.of(FLEET), relabelings(scrape.relabelings())).toList())
        .withMetricRelabelings(relabelings(scrape.metricRelabelings()).toList())
        .endEndpoint()
        .endSpec()
        .build();
  }

  /** Of the ServiceMonitor. */
  public static Map<String, String> labels(MonitorFleet fleet) {
    Map<String, String> declared = scrape(fleet).labels();
    Map<String, String> labels = new TreeMap<>(declared == null ? Map.of() : declared);
    labels.putAll(ChildLabels.of(fleet.getMetadata().getName(), Component.MONITOR));
    return labels;
  }

  /** From one scrape to the next, as a duration of the Kubernetes API. */
  public static String interval(MonitorFleet fleet) {
    String declared = scrape(fleet).interval();
    return declared == null ? INTERVAL : declared;
  }

  /** What the fleet says of it, nothing where it says nothing. */
  static Scrape scrape(MonitorFleet fleet) {
    MonitorFleetSpec.Prometheus prometheus = fleet.getSpec().prometheus();
    return prometheus == null || prometheus.serviceMonitor() == null ? AS_WE_CHOOSE : prometheus.serviceMonitor();
  }

  private static Stream<RelabelConfig> relabelings(@Nullable List<Relabeling> declared) {
    return declared == null ? Stream.empty() : declared.stream().map(ScrapeRender::relabeling);
  }

  private static RelabelConfig relabeling(Relabeling declared) {
    return new RelabelConfigBuilder()
        .withSourceLabels(declared.sourceLabels()).withSeparator(declared.separator()).withTargetLabel(declared.targetLabel()).withRegex(declared.regex())
        .withModulus(declared.modulus()).withReplacement(declared.replacement())
        .withAction((declared.action() == null ? Relabeling.Action.replace : declared.action()).name())  // as the server would fill in
        .build();
  }

  private static TLSConfig tls(ScrapeTls declared) {
    return new TLSConfigBuilder()
        .withCa(secret(declared.ca())).withCert(secret(declared.cert())).withKeySecret(declared.key() == null ? null : selector(declared.key()))
        .withServerName(declared.serverName()).withInsecureSkipVerify(declared.insecureSkipVerify())
        .build();
  }

  private static @Nullable SecretOrConfigMap secret(@Nullable SecretKey key) {
    return key == null ? null : new SecretOrConfigMap(null, selector(key));
  }

  private static SecretKeySelector selector(SecretKey key) {
    return new SecretKeySelector(key.key(), key.name(), null);
  }
}
