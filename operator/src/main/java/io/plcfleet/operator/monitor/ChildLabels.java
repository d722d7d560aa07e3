package io.plcfleet.operator.monitor;

import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations of the objects that we make. */
public final class ChildLabels {
  public static final String OPERATOR = "plc-fleet-operator";
  public static final String NAME = "app.kubernetes.io/name";
  public static final String FLEET = "app.kubernetes.io/instance";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String PART_OF = "app.kubernetes.io/part-of";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String SHARD = "plcfleet.io/shard";
  /** On a shard's ConfigMap: the value of the fleet's groupBy label that its Plcs have. */
  public static final String GROUP = "plcfleet.io/group";
  /** On a shard's ConfigMap: the selector that it was planned by. */
  public static final String SELECTOR = "plcfleet.io/selector";
  /** On a monitor's pod: the newest serial, so that the kubelet refreshes the mounted file at once. */
  public static final String SERIAL = "plcfleet.io/serial";

  /** On a monitor's StatefulSet: hash of what its pods are made from; tells that something is no longer wanted, which the pods cannot. */
  public static final String TEMPLATE = "plcfleet.io/template";
  /** On a ControllerRevision: the revision that it holds. */
  public static final String REVISION = "plcfleet.io/revision";
  /** On a ConfigRollout: later ones of a fleet have greater numbers. */
  public static final String SEQUENCE = "plcfleet.io/sequence";

  /** Part of a fleet that an object is for. */
  public enum Component {
    MONITOR("monitor"),
    ALERTING("alerting"),
    DASHBOARD("dashboard"),
    ROLLOUT("rollout");

    private final String value;

    Component(String value) {
      this.value = value;
    }

    @Override
    public String toString() {
      return value;
    }
  }

  private ChildLabels() {}

  /** The labels of every object of a fleet. */
  public static Map<String, String> of(String fleet, Component component) {
    Map<String, String> labels = new TreeMap<>(selecting(fleet, component));
    labels.put(NAME, "plc-" + component);
    labels.put(PART_OF, OPERATOR);
    labels.put(MANAGED_BY, OPERATOR);
    return labels;
  }

  /** The labels that tell a fleet's objects from those of others; they may not change, since selectors may not. */
  public static Map<String, String> selecting(String fleet, Component component) {
    return new TreeMap<>(Map.of(FLEET, fleet, COMPONENT, component.toString()));
  }
}
