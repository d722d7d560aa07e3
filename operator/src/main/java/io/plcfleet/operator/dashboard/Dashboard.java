package io.plcfleet.operator.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fleet's Grafana dashboard in a ConfigMap, for the usual sidecar. */
public final class Dashboard {
  private static final int SCHEMA_VERSION = 41;
  private static final int WIDTH = 12;
  private static final int HEIGHT = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Dashboard() {}

  public static boolean wanted(MonitorFleet fleet) {
    MonitorFleetSpec.Dashboards spec = spec(fleet);
    return spec == null || !Boolean.FALSE.equals(spec.enabled());
  }

  public static ConfigMap configMap(MonitorFleet fleet) {
    String name = fleet.getMetadata().getName();
    MonitorFleetSpec.Dashboards spec = spec(fleet);
    Map<String, String> labels = new TreeMap<>(spec == null || spec.labels() == null ? Map.of("grafana_dashboard", "1") : spec.labels());
    labels.putAll(ChildLabels.of(name, Component.DASHBOARD));
    return new ConfigMapBuilder()
        .withNewMetadata().withName(name + "-dashboard").withNamespace(fleet.getMetadata().getNamespace())
        .withLabels(labels).withAnnotations(spec == null || spec.annotations() == null || spec.annotations().isEmpty() ? null : spec.annotations())
        .endMetadata()
        .withData(Map.of("plcfleet-" + name + ".json", json(fleet)))
        .build();
  }

  private static MonitorFleetSpec.@Nullable Dashboards spec(MonitorFleet fleet) {
    return fleet.getSpec().grafana() == null ? null : fleet.getSpec().grafana().dashboards();
  }

  private static String json(MonitorFleet fleet) {
    String name = fleet.getMetadata().getName();
    String namespace = fleet.getMetadata().getNamespace();
    String of = "{namespace=\"" + namespace + "\",fleet=\"" + name + "\"}";
    List<Map<String, Object>> panels = new ArrayList<>();
    for (Panel panel : Panels.ALL) panels.add(panel(panel, of, panels.size()));
    Map<String, Object> dashboard = new LinkedHashMap<>();
    dashboard.put("uid", "plcfleet-" + Integer.toHexString((namespace + "/" + name).hashCode()));
    dashboard.put("title", "PLC fleet " + namespace + "/" + name);
    dashboard.put("tags", List.of("plcfleet"));
    dashboard.put("schemaVersion", SCHEMA_VERSION);
    dashboard.put("refresh", "15s");
    dashboard.put("time", Map.of("from", "now-1h", "to", "now"));
    dashboard.put("templating", Map.of("list", List.of(ordered("name", "datasource", "label", "Data source", "type", "datasource", "query", "prometheus"))));
    dashboard.put("panels", panels);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(dashboard);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of ours is not JSON", e);
    }
  }

  private static Map<String, Object> panel(Panel panel, String of, int place) {
    Map<String, Object> source = ordered("type", "prometheus", "uid", "${datasource}");
    Map<String, Object> target = ordered("refId", "A", "datasource", source, "expr", panel.query().replace("$of", of), "legendFormat", panel.legend());
    if (panel.type().equals("table")) target.putAll(Map.of("instant", true, "format", "table"));
    return ordered(
        "id", place + 1, "type", panel.type(), "title", panel.title(), "description", panel.description(), "datasource", source,
        "gridPos", ordered("x", place % 2 * WIDTH, "y", place / 2 * HEIGHT, "w", WIDTH, "h", HEIGHT),
        "fieldConfig", ordered("defaults", ordered("unit", panel.unit()), "overrides", List.of()),
        "targets", List.of(target));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    return map;
  }
}
