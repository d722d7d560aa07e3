package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutSpec;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import io.plcfleet.operator.shard.ShardJson;
import java.util.Map;
import java.util.Objects;

/** A rollout and the record of it as objects. */
final class RolloutRender {
  private static final String RECORD_OF = "plcfleet.io/record-of";
  private static final String FILE = "record.json";

  private RolloutRender() {}

  static ConfigRollout rollout(MonitorFleet fleet, Course.Begin begin) {
    String name = fleet.getMetadata().getName();
    ConfigRollout rollout = new ConfigRollout();
    rollout.setMetadata(new ObjectMetaBuilder().withNamespace(fleet.getMetadata().getNamespace()).withName(name(name, begin))
        .withLabels(ChildLabels.of(name, Component.ROLLOUT)).addToAnnotations(ChildLabels.SEQUENCE, String.valueOf(begin.sequence())).build());
    rollout.setSpec(new ConfigRolloutSpec(new ConfigRolloutSpec.FleetRef(name), begin.from(), begin.to(), null, null, null, null, null));
    return rollout;
  }

  static String name(String fleet, Course.Begin begin) {
    return fleet + "-" + begin.to() + "-" + begin.sequence();
  }

  static String recordName(ConfigRollout rollout) {
    return rollout.getMetadata().getName() + "-record";
  }

  static boolean isRecord(HasMetadata object) {
    return object.getMetadata().getLabels() != null && object.getMetadata().getLabels().containsKey(RECORD_OF);
  }

  /** Number of the rollout that something is the record of; 0 when somebody else gave it its label. */
  static long sequenceOf(HasMetadata record) {
    String of = record.getMetadata().getLabels().getOrDefault(RECORD_OF, "");
    String last = of.substring(of.lastIndexOf('-') + 1);
    return last.matches("[0-9]{1,18}") ? Long.parseLong(last) : 0;
  }

  /** All that is known of a rollout that is over. */
  static ConfigMap record(MonitorFleet fleet, ConfigRollout rollout) {
    Map<String, Object> record = Map.of("apiVersion", rollout.getApiVersion(), "kind", rollout.getKind(), "namespace", rollout.getMetadata().getNamespace(),
        "name", rollout.getMetadata().getName(), "spec", rollout.getSpec(), "status", Objects.requireNonNull(rollout.getStatus()));
    return new ConfigMapBuilder()
        .withNewMetadata().withNamespace(rollout.getMetadata().getNamespace()).withName(recordName(rollout))
        .withLabels(ChildLabels.of(fleet.getMetadata().getName(), Component.ROLLOUT)).addToLabels(RECORD_OF, rollout.getMetadata().getName())
        .endMetadata()
        .withData(Map.of(FILE, ShardJson.text(record)))
        .withImmutable(true)
        .build();
  }
}
