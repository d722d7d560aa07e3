package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.alerting.Alerts;
import io.plcfleet.operator.dashboard.Dashboard;
import io.plcfleet.operator.monitor.MonitorRender;
import io.plcfleet.operator.monitor.ScrapeRender;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The model of a fleet as objects. */
final class FleetRender {
  private FleetRender() {}

  static Desired render(FleetModel model, ShardPlan plan, Observed observed) {
    MonitorRender monitor = new MonitorRender(model.fleet(), observed.monitorImage());
    List<HasMetadata> monitors = new ArrayList<>();
    List<HasMetadata> others = new ArrayList<>();
    if (model.frozen()) {
      for (ShardRecord shard : plan.shards()) monitors.add(monitor.configMap(shard));
      Set<String> retired = observed.shardsOf(model.fleet()).stream().map(ShardRecord::name).collect(Collectors.toSet());
      plan.shards().forEach(shard -> retired.remove(shard.name()));
      return new Desired(monitors, others, false, retired);
    }
    for (ShardRecord shard : plan.shards()) {
      monitors.add(monitor.configMap(shard));
      // A monitor that has nothing left to read goes at once: its end releases what it held.
      if (shard.entries().stream().anyMatch(e -> e.state() == State.Read)) monitors.add(monitor.statefulSet(shard));
    }
    others.add(monitor.service());
    if (observed.serviceMonitors() && ScrapeRender.wanted(model.fleet())) others.add(ScrapeRender.serviceMonitor(model.fleet()));
    if (observed.prometheusRules() && Alerts.wanted(model.fleet())) others.add(Alerts.prometheusRule(model.fleet(), observed.runbooks()));
    if (Dashboard.wanted(model.fleet())) others.add(Dashboard.configMap(model.fleet()));
    return new Desired(monitors, others, true, Set.of());
  }
}
