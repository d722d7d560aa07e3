package io.plcfleet.operator.monitor;

import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitorBuilder;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import java.util.Map;
import java.util.TreeMap;

/** The ServiceMonitor: series get the labels {@code namespace}, {@code fleet} and {@code plc}. */
public final class ScrapeRender {
  private static final String INTERVAL = "15s";

  private ScrapeRender() {}

  public static boolean wanted(MonitorFleet fleet) {
    MonitorFleetSpec.Prometheus prometheus = fleet.getSpec().prometheus();
    return prometheus == null || prometheus.serviceMonitor() == null || !Boolean.FALSE.equals(prometheus.serviceMonitor().enabled());
  }

  public static ServiceMonitor serviceMonitor(MonitorFleet fleet) {
    String name = fleet.getMetadata().getName();
    MonitorFleetSpec.Prometheus prometheus = fleet.getSpec().prometheus();
    MonitorFleetSpec.Scrape scrape = prometheus == null ? null : prometheus.serviceMonitor();
    Map<String, String> labels = new TreeMap<>(scrape == null || scrape.labels() == null ? Map.of() : scrape.labels());
    labels.putAll(ChildLabels.of(name, Component.MONITOR));
    return new ServiceMonitorBuilder()
        .withNewMetadata().withName(name).withNamespace(fleet.getMetadata().getNamespace()).withLabels(labels).endMetadata()
        .withNewSpec()
        .withNewSelector().withMatchLabels(ChildLabels.selecting(name, Component.MONITOR)).endSelector()
        .addNewEndpoint()
        .withPort("metrics")
        .withPath("/metrics")
        .withInterval(scrape == null || scrape.interval() == null ? INTERVAL : scrape.interval())
        .withNewAuthorization().withType("Bearer")
        .withNewCredentials(MonitorRender.TOKEN_KEY, MonitorRender.secretName(name), null)
        .endAuthorization()
        .addNewRelabeling()
        .withSourceLabels("__meta_kubernetes_service_label_app_kubernetes_io_instance").withTargetLabel("fleet").withAction("replace")
        .endRelabeling()
        .endEndpoint()
        .endSpec()
        .build();
  }
}
