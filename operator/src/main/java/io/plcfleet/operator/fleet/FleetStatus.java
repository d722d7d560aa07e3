package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetStatus;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.alerting.Alerts;
import io.plcfleet.operator.monitor.ScrapeRender;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.selection.Looking;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.scoring.Grade;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of a fleet. Ready means that the newest spec is in force in all monitors. */
final class FleetStatus {
  static final String SELECTED = "Selected";
  static final String PROMETHEUS = "PrometheusConfigured";
  static final String MONITORED = "Monitored";
  private static final Set<String> READINESS = Set.of(Conditions.READY, Conditions.RECONCILING, Conditions.STALLED);

  private FleetStatus() {}

  /**
   * @param problems of the fleet's own spec; empty when it is in force
   * @param standing what the fleet wants otherwise
   * @param looking whether anybody takes what the fleet has for Prometheus
   */
  static MonitorFleetStatus of(FleetModel model, ShardPlan plan, Observed observed, List<Problem> problems, Map<String, PlcVerdict> verdicts,
      Standing standing, Looking looking) {
    MonitorFleet fleet = model.fleet();
    MonitorFleetStatus before = fleet.getStatus();
    Conditions conditions = new Conditions(before == null ? null : before.conditions(), fleet.getMetadata().getGeneration(), observed.now());
    boolean settled = readyBefore(fleet);
    List<ShardRecord> pending = plan.shards().stream()
        .filter(s -> observed.life(s.key()).serial() < s.config().serial() && !(settled && observed.life(s.key()).quiet())).toList();
    List<Problem> all = problems.isEmpty() ? LostProfiles.of(model, plan, observed) : problems;
    RolloutWord word = RolloutWord.of(model.course());
    if (all.isEmpty() && word != null) {
      word.say(conditions, pending.isEmpty() || word.stalled() ? "" : "; " + waiting(pending, plan, observed));
    } else {
      readiness(conditions, plan, observed, all, verdicts, pending, standing.forNow());
    }
    selected(conditions, model, verdicts);
    prometheus(conditions, fleet, observed);
    conditions.add(MONITORED, looking.status(), looking.reason(), looking.message());
    RepairPause.say(conditions, fleet, standing.edited(), observed.now());
    return new MonitorFleetStatus(fleet.getMetadata().getGeneration(), grades(observed, verdicts),
        new MonitorFleetStatus.Shards(plan.shards().size(), plan.shards().size() - pending.size()),
        revision(model), rollout(model), conditions.list());
  }

  private static MonitorFleetStatus.@Nullable Revision revision(FleetModel model) {
    MonitorFleetStatus before = model.fleet().getStatus();
    if (!model.course().known().containsKey(model.course().stable())) return before == null ? null : before.revision();
    return new MonitorFleetStatus.Revision(model.course().stable(), model.course().candidate());
  }

  private static MonitorFleetStatus.@Nullable Rollout rollout(FleetModel model) {
    ConfigRollout newest = model.course().newest();
    if (newest == null) return null;
    ConfigRolloutStatus status = newest.getStatus();
    Phase phase = status == null || status.phase() == null ? Phase.Pending : status.phase();
    int step = status == null || status.step() == null ? 0 : status.step();
    return new MonitorFleetStatus.Rollout(newest.getMetadata().getName(), phase, step);
  }

  /** Just after a start of the operator nobody has reported yet: what was ready stays so until a monitor says otherwise. */
  private static boolean readyBefore(MonitorFleet fleet) {
    return fleet.getStatus() != null && Objects.equals(fleet.getStatus().observedGeneration(), fleet.getMetadata().getGeneration())
        && Conditions.find(fleet.getStatus().conditions(), Conditions.READY).filter(c -> c.status() == Status.TRUE).isPresent();
  }

  /**
   * When something outside failed, which is tried again. What is known of the PLCs and of the rollout is told all the same; a spec that cannot
   * be used stays the first thing to be told.
   *
   * @param known what was worked out before it failed; absent when it was not come to that, then what was told before holds on
   */
  static MonitorFleetStatus failed(MonitorFleet fleet, @Nullable MonitorFleetStatus known, Failure failure) {
    MonitorFleetStatus before = fleet.getStatus();
    MonitorFleetStatus told = known == null ? before : known;
    Conditions conditions = new Conditions(before == null ? null : before.conditions(), fleet.getMetadata().getGeneration(), failure.now());
    Condition spec = known == null ? null : Conditions.find(known.conditions(), Conditions.STALLED).filter(c -> c.status() == Status.TRUE).orElse(null);
    if (spec != null) conditions.stalled(ConditionReason.valueOf(spec.reason()), spec.message() + "; " + failure.message());
    else if (failure.lasting()) conditions.stalled(failure.reason(), failure.message());
    else conditions.reconciling(failure.reason(), failure.message());
    List<Condition> all = new ArrayList<>(conditions.list());
    if (told != null && told.conditions() != null) told.conditions().stream().filter(c -> !READINESS.contains(c.type())).forEach(all::add);
    if (told == null) return new MonitorFleetStatus(fleet.getMetadata().getGeneration(), null, null, null, null, all);
    return new MonitorFleetStatus(fleet.getMetadata().getGeneration(), told.plcs(), told.shards(), told.revision(), told.rollout(), all);
  }

  private static void readiness(Conditions conditions, ShardPlan plan, Observed observed, List<Problem> problems,
      Map<String, PlcVerdict> verdicts, List<ShardRecord> pending, Set<String> held) {
    if (!problems.isEmpty()) {
      conditions.stalled(problems.getFirst().reason(), problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
      return;
    }
    for (ShardRecord shard : pending) {
      ShardLife life = observed.life(shard.key());
      if (life.report() != null && life.report().rejected() != null) {
        conditions.stalled(ConditionReason.ConfigRejected, "monitor " + shard.name() + " refuses its configuration: " + life.report().rejected().message());
        return;
      }
    }
    long notRead = verdicts.values().stream().filter(v -> v.shard() == null || !v.problems().isEmpty()).count();
    String unread = notRead == 0 ? "" : "; " + notRead + " of " + verdicts.size() + " Plcs are not read as declared: kubectl get plc tells why";
    String all = plan.shards().isEmpty() ? "there is nothing to read" : "all monitors (" + plan.shards().size() + ") run the newest configuration";
    if (pending.isEmpty() && held.isEmpty()) conditions.ready(ConditionReason.AsDeclared, all + unread);
    else if (pending.isEmpty()) conditions.reconciling(ConditionReason.Progressing, all + ", but " + held.size() + " still wait for their turn to get their new pod" + unread);
    else conditions.reconciling(ConditionReason.Progressing, waiting(pending, plan, observed) + unread);
  }

  private static String waiting(List<ShardRecord> pending, ShardPlan plan, Observed observed) {
    int loaded = plan.shards().size() - pending.size();
    String trouble = pending.stream().map(s -> trouble(s, observed.life(s.key()))).filter(t -> t != null).findFirst().orElse("");
    return loaded + " of " + plan.shards().size() + " monitors run the newest configuration; waiting for " + pending.getFirst().name() + trouble;
  }

  private static @Nullable String trouble(ShardRecord shard, ShardLife life) {
    return life.trouble() == null ? null : ", pod " + shard.key().pod() + ": " + life.trouble();
  }

  private static void selected(Conditions conditions, FleetModel model, Map<String, PlcVerdict> verdicts) {
    if (model.selected().isEmpty()) {
      conditions.add(SELECTED, Status.FALSE, ConditionReason.NothingSelected, "spec.selector " + ShardJson.text(model.fleet().getSpec().selector())
          + " matches no Plc in namespace " + model.namespace() + ": compare with kubectl -n " + model.namespace() + " get plc --show-labels");
      return;
    }
    String overlap = verdicts.values().stream().map(PlcVerdict::held).filter(h -> h != null && h.reason() == ConditionReason.Conflict)
        .map(h -> "; not read here: " + (h == null ? "" : h.message())).findFirst().orElse("");
    conditions.add(SELECTED, Status.TRUE, ConditionReason.PlcsSelected, "Plcs selected: " + model.selected().size() + overlap);
  }

  private static void prometheus(Conditions conditions, MonitorFleet fleet, Observed observed) {
    boolean scrape = ScrapeRender.wanted(fleet);
    boolean rules = Alerts.wanted(fleet);
    String missing = (scrape && !observed.serviceMonitors() ? "ServiceMonitor " : "") + (rules && !observed.prometheusRules() ? "PrometheusRule" : "");
    if (!missing.isEmpty()) {
      conditions.add(PROMETHEUS, Status.FALSE, ConditionReason.TypesMissing, "this cluster does not have monitoring.coreos.com/v1 " + missing.trim()
          + ": install prometheus-operator, or set spec.prometheus.serviceMonitor.enabled and spec.prometheus.rules.enabled to false;"
          + " looked for again every 30 s");
    } else if (!scrape && !rules) {
      conditions.add(PROMETHEUS, Status.FALSE, ConditionReason.Disabled, "spec.prometheus switches scraping and rules off");
    } else {
      conditions.add(PROMETHEUS, Status.TRUE, ConditionReason.Applied, (scrape ? "ServiceMonitor " : "") + (rules ? "PrometheusRule " : "") + "written");
    }
  }

  private static MonitorFleetStatus.Plcs grades(Observed observed, Map<String, PlcVerdict> verdicts) {
    Map<Grade, Integer> count = new EnumMap<>(Grade.class);
    verdicts.forEach((uid, verdict) -> {
      Grade grade = verdict.shard() == null ? Grade.Unknown : observed.life(verdict.shard()).of(uid).map(PlcReport::grade).orElse(Grade.Unknown);
      count.merge(grade, 1, Integer::sum);
    });
    return new MonitorFleetStatus.Plcs(verdicts.size(), count.getOrDefault(Grade.Healthy, 0), count.getOrDefault(Grade.Warning, 0),
        count.getOrDefault(Grade.Critical, 0), count.getOrDefault(Grade.PreFault, 0), count.getOrDefault(Grade.Unknown, 0),
        count.getOrDefault(Grade.Maintenance, 0));
  }
}
