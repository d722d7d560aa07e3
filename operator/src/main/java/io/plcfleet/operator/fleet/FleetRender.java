package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.alerting.Alerts;
import io.plcfleet.operator.apply.Desired;
import io.plcfleet.operator.apply.HandEdit;
import io.plcfleet.operator.dashboard.Dashboards;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.monitor.MonitorRender;
import io.plcfleet.operator.monitor.PolicyRender;
import io.plcfleet.operator.monitor.ScrapeRender;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The model of a fleet as objects. */
final class FleetRender {
  private FleetRender() {}

  static Desired render(FleetModel model, ShardPlan plan, Observed observed) {
    MonitorRender monitor = new MonitorRender(model.fleet(), observed.house());
    List<HasMetadata> monitors = new ArrayList<>();
    List<HasMetadata> others = new ArrayList<>();
    PodChanges pods = new PodChanges(observed, model.split().goingBack());
    if (model.frozen()) return frozen(model, plan, observed, monitor, pods);
    Map<String, String> edited = new TreeMap<>();
    for (ShardRecord shard : plan.shards()) {
      monitors.add(monitor.configMap(shard));
      // A monitor that has nothing left to read goes at once: its end releases what it held.
      if (shard.entries().stream().noneMatch(e -> e.state() == State.Read)) continue;
      StatefulSet wanted = monitor.statefulSet(shard, image(model, shard, observed));
      Optional<String> edit = edit(model.fleet(), wanted, observed);
      if (edit.isEmpty()) {
        pods.add(shard, wanted);
      } else {
        edited.put(shard.name(), edit.get());
        limit(shard, monitor, observed).ifPresent(limited -> pods.limit(shard, limited));
      }
    }
    monitors.addAll(pods.now());
    others.add(monitor.service());
    policy(model, plan, observed).ifPresent(others::add);
    if (observed.serviceMonitors() && ScrapeRender.wanted(model.fleet())) others.add(ScrapeRender.serviceMonitor(model.fleet()));
    if (observed.prometheusRules() && Alerts.wanted(model.fleet())) others.add(Alerts.prometheusRule(model.fleet(), observed.runbooks()));
    if (Dashboards.wanted(model.fleet())) others.addAll(Dashboards.configMaps(model.fleet()));
    return new Desired(monitors, others, pods.limited(), pods.held(), edited, true, Set.of());
  }

  /** What runs goes on as it is, within what the administrator permits now. */
  private static Desired frozen(FleetModel model, ShardPlan plan, Observed observed, MonitorRender monitor, PodChanges pods) {
    List<HasMetadata> monitors = new ArrayList<>();
    for (ShardRecord shard : plan.shards()) {
      monitors.add(monitor.configMap(shard));
      // A rollout of an image goes back whatever else is wrong.
      if (model.split().goingBack() && hasOtherImage(observed.sets().get(shard.name()), image(model, shard, observed))) {
        monitors.add(monitor.statefulSet(shard, image(model, shard, observed)));
      } else {
        limit(shard, monitor, observed).ifPresentOrElse(limited -> pods.limit(shard, limited), () -> pods.stays(shard));
      }
    }
    Set<String> retired = observed.shardsOf(model.fleet()).stream().map(ShardRecord::name).collect(Collectors.toSet());
    plan.shards().forEach(shard -> retired.remove(shard.name()));
    return new Desired(monitors, policy(model, plan, observed).<List<HasMetadata>>map(List::of).orElse(List.of()), pods.limited(), pods.held(), Map.of(), false, retired);
  }

  /** It goes by who is read and by what the administrator says, whatever the fleet's spec has become. */
  private static Optional<NetworkPolicy> policy(FleetModel model, ShardPlan plan, Observed observed) {
    HouseRules.Callers callers = observed.house().callers();
    if (callers == null) return Optional.empty();
    SortedSet<Integer> ports = plan.shards().stream().flatMap(s -> s.entries().stream()).map(e -> e.endpoint().port()).collect(Collectors.toCollection(TreeSet::new));
    return Optional.of(PolicyRender.policy(model.fleet(), observed.house().networks(), callers, ports));
  }

  private static Optional<StatefulSet> limit(ShardRecord shard, MonitorRender monitor, Observed observed) {
    return Optional.ofNullable(observed.sets().get(shard.name())).flatMap(monitor::limited);
  }

  /** While somebody asks for it what is edited stays as it is, whatever the fleet wants by now. */
  private static Optional<String> edit(MonitorFleet fleet, StatefulSet wanted, Observed observed) {
    StatefulSet actual = observed.sets().get(wanted.getMetadata().getName());
    return actual == null || !RepairPause.holds(fleet, observed.now()) ? Optional.empty() : HandEdit.of(fleet, actual, wanted);
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
