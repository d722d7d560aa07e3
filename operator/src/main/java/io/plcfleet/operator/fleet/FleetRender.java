package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.alerting.Alerts;
import io.plcfleet.operator.dashboard.Dashboards;
import io.plcfleet.operator.monitor.MonitorRender;
import io.plcfleet.operator.monitor.ScrapeRender;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The model of a fleet as objects. */
final class FleetRender {
  private FleetRender() {}

  static Desired render(FleetModel model, ShardPlan plan, Observed observed) {
    MonitorRender monitor = new MonitorRender(model.fleet(), observed.house());
    List<HasMetadata> monitors = new ArrayList<>();
    List<HasMetadata> others = new ArrayList<>();
    if (model.frozen()) {
      for (ShardRecord shard : plan.shards()) {
        monitors.add(monitor.configMap(shard));
        // A rollout of an image goes back whatever else is wrong.
        if (model.split().goingBack() && hasOtherImage(observed.sets().get(shard.name()), image(model, shard, observed))) {
          monitors.add(monitor.statefulSet(shard, image(model, shard, observed)));
        }
      }
      Set<String> retired = observed.shardsOf(model.fleet()).stream().map(ShardRecord::name).collect(Collectors.toSet());
      plan.shards().forEach(shard -> retired.remove(shard.name()));
      return new Desired(monitors, others, Set.of(), false, retired);
    }
    PodChanges pods = new PodChanges(observed, model.split().goingBack());
    for (ShardRecord shard : plan.shards()) {
      monitors.add(monitor.configMap(shard));
      // A monitor that has nothing left to read goes at once: its end releases what it held.
      if (shard.entries().stream().anyMatch(e -> e.state() == State.Read)) pods.add(shard, monitor.statefulSet(shard, image(model, shard, observed)));
    }
    monitors.addAll(pods.now());
    others.add(monitor.service());
    if (observed.serviceMonitors() && ScrapeRender.wanted(model.fleet())) others.add(ScrapeRender.serviceMonitor(model.fleet()));
    if (observed.prometheusRules() && Alerts.wanted(model.fleet())) others.add(Alerts.prometheusRule(model.fleet(), observed.runbooks()));
    if (Dashboards.wanted(model.fleet())) others.addAll(Dashboards.configMaps(model.fleet()));
    return new Desired(monitors, others, pods.held(), true, Set.of());
  }

  private static boolean hasOtherImage(@Nullable StatefulSet actual, String image) {
    return actual != null && !actual.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage().equals(image);
  }

  /** Of the revision that all of the shard's Plcs are on; of the stable one while they are on two. */
  private static String image(FleetModel model, ShardRecord shard, Observed observed) {
    List<String> revisions = shard.entries().stream().filter(e -> e.state() == State.Read).map(PlcEntry::revision).distinct().toList();
    String revision = revisions.size() == 1 && model.course().known().containsKey(revisions.getFirst()) ? revisions.getFirst() : model.course().stable();
    String image = model.course().config(revision).image();
    return image == null ? observed.house().image() : image;
  }
}
