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

/** The model of a fleet as objects. */
final class FleetRender {
  private FleetRender() {}

  static Desired render(FleetModel model, ShardPlan plan, Observed observed) {
    MonitorRender monitor = new MonitorRender(model.fleet(), observed.monitorImage());
    List<HasMetadata> children = new ArrayList<>();
    if (model.frozen()) {
      for (ShardRecord shard : plan.shards()) children.add(monitor.configMap(shard));
      return new Desired(children, false);
    }
    children.add(monitor.service());
    for (ShardRecord shard : plan.shards()) {
      children.add(monitor.configMap(shard));
      // A monitor that has nothing left to read goes at once: its end releases what it held.
      if (shard.entries().stream().anyMatch(e -> e.state() == State.Read)) children.add(monitor.statefulSet(shard));
    }
    if (observed.serviceMonitors() && ScrapeRender.wanted(model.fleet())) children.add(ScrapeRender.serviceMonitor(model.fleet()));
    if (observed.prometheusRules() && Alerts.wanted(model.fleet())) children.add(Alerts.prometheusRule(model.fleet()));
    if (Dashboard.wanted(model.fleet())) children.add(Dashboard.configMap(model.fleet()));
    return new Desired(children, true);
  }
}
