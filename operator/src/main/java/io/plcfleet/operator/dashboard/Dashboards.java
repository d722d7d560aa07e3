package io.plcfleet.operator.dashboard;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import io.plcfleet.operator.monitor.ScrapeRender;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fleet's Grafana dashboards, each in a ConfigMap, for the usual sidecar or grafana-operator. */
public final class Dashboards {
  private Dashboards() {}

  public static boolean wanted(MonitorFleet fleet) {
    MonitorFleetSpec.Dashboards spec = spec(fleet);
    return spec == null || !Boolean.FALSE.equals(spec.enabled());
  }

  public static List<ConfigMap> configMaps(MonitorFleet fleet) {
    return Boards.ALL.stream().map(board -> configMap(fleet, board)).toList();
  }

  private static ConfigMap configMap(MonitorFleet fleet, Board board) {
    String name = fleet.getMetadata().getName();
    String namespace = fleet.getMetadata().getNamespace();
    Subject subject = Subject.fleet(namespace, name, DurationText.parse(ScrapeRender.interval(fleet)));
    MonitorFleetSpec.Dashboards spec = spec(fleet);
    Map<String, String> labels = new TreeMap<>(spec == null || spec.labels() == null ? Map.of("grafana_dashboard", "1") : spec.labels());
    labels.putAll(ChildLabels.of(name, Component.DASHBOARD));
    return new ConfigMapBuilder()
        .withNewMetadata().withName(name + "-dashboard-" + board.name()).withNamespace(namespace)
        .withLabels(labels).withAnnotations(spec == null || spec.annotations() == null || spec.annotations().isEmpty() ? null : spec.annotations())
        .endMetadata()
        // The sidecar puts the files of all namespaces into one folder.
        .withData(Map.of("plcfleet." + namespace + "." + name + "." + board.name() + ".json", new GrafanaJson(subject).of(board)))
        .build();
  }

  private static MonitorFleetSpec.@Nullable Dashboards spec(MonitorFleet fleet) {
    return fleet.getSpec().grafana() == null ? null : fleet.getSpec().grafana().dashboards();
  }
}
