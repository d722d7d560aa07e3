package io.plcfleet.operator.metrics;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.PlcSpec.Criticality;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest of each fleet. Written by the reconciler, read by scrapes; any thread. */
public final class FleetBoard {
  /**
   * A fleet and its revisions.
   *
   * @param failed what was rolled back and is still asked for
   * @param newest rollout, over or not
   * @param plcs that the fleet is to read
   * @param serviceMonitorSelected whether a Prometheus takes it; absent while that is not known
   * @param ruleSelected the same of the PrometheusRule
   */
  public record View(String namespace, String fleet, String stable, @Nullable String candidate, @Nullable String failed, @Nullable ConfigRollout newest,
      List<DeclaredPlc> plcs, @Nullable Boolean serviceMonitorSelected, @Nullable Boolean ruleSelected) {}

  /**
   * A Plc that must have series.
   *
   * @param monitor the pod that is to read it; absent while none is
   * @param labels of the Plc
   */
  public record DeclaredPlc(String name, @Nullable String monitor, Map<String, String> labels, @Nullable Criticality criticality) {}

  private final Map<String, View> views = new ConcurrentHashMap<>();

  public void publish(View view) {
    views.put(view.namespace + "/" + view.fleet, view);
  }

  public void forget(String namespace, String fleet) {
    views.remove(namespace + "/" + fleet);
  }

  public List<View> views() {
    return List.copyOf(views.values());
  }
}
