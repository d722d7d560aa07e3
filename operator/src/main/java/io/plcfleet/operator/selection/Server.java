package io.plcfleet.operator.selection;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of prometheus-operator that selects others: a Prometheus, a PrometheusAgent or a ThanosRuler.
 *
 * @param scrapes which ServiceMonitors it takes; absent for a kind that takes none
 * @param rules which PrometheusRules it takes; absent for a kind that takes none
 */
public record Server(String kind, String namespace, String name, @Nullable Choice scrapes, @Nullable Choice rules) {
  /**
   * What it selects. The two are read differently where they are absent.
   *
   * @param field of its spec that selects objects, for people
   * @param objects by their labels; empty: all, absent: none
   * @param namespaceField of its spec that selects namespaces, for people
   * @param namespaces by their labels; empty: all, absent: its own
   */
  public record Choice(String field, @Nullable LabelSelector objects, String namespaceField, @Nullable LabelSelector namespaces) {}

  /** Kinds that select, by their names in the API. */
  public static final List<String> KINDS = List.of("Prometheus", "PrometheusAgent", "ThanosRuler");
  private static final ObjectMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** @param spec of the object, as the API server has it */
  public static Server of(String kind, String namespace, String name, Map<String, Object> spec) {
    Choice scrapes = kind.equals("ThanosRuler") ? null : choice(spec, "serviceMonitor");
    Choice rules = kind.equals("PrometheusAgent") ? null : choice(spec, "rule");
    return new Server(kind, namespace, name, scrapes, rules);
  }

  private static Choice choice(Map<String, Object> spec, String what) {
    String objects = what + "Selector";
    String namespaces = what + "NamespaceSelector";
    return new Choice(objects, selector(spec.get(objects)), namespaces, selector(spec.get(namespaces)));
  }

  private static @Nullable LabelSelector selector(@Nullable Object json) {
    return json == null ? null : JSON.convertValue(json, LabelSelector.class);
  }

  String called() {
    return kind + " " + namespace + "/" + name;
  }
}
