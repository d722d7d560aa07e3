package io.plcfleet.operator.dashboard;

import java.util.List;

/** How a change of shared settings comes to the PLCs, and how those with it fare beside the others. */
final class NewestRollout {
  private static final String OF = "{$fleet,rollout=\"$rollout\"}";
  private static final String REVISION = " * on (namespace, fleet, plc) group_left (revision) topk by (namespace, fleet, plc) (1, plc_info{$fleet})";

  static final Board BOARD = new Board("rollout", "rollouts", "How a change of shared settings comes to the PLCs of this fleet",
      List.of(Variable.one("rollout", "Rollout", "label_values(plcfleet_rollout_info{$fleet}, rollout)")),
      List.of(new Event("Phases", "blue", "max by (rollout, phase) (plcfleet_rollout_info" + OF + ")", "{{phase}}")),
      List.of(now(), canary(), analysis()));

  private NewestRollout() {}

  private static Row now() {
    return new Row("Now",
        Panel.stat("Phase", "Of the rollout; absent when it is no longer the newest").ask("{{phase}}", "max by (phase) (plcfleet_rollout_info" + OF + ")").names().size(6, 4),
        Panel.stat("Step", "Which one, of how many").ask("step", "max(plcfleet_rollout_step" + OF + ")").ask("of", "max(plcfleet_rollout_steps" + OF + ")").size(6, 4),
        Panel.stat("Time in this step", "Pauses and closed windows included; absent when it is over").ask("", "max(plcfleet_rollout_step_age_seconds" + OF + ")").unit("s").size(6, 4),
        Panel.stat("Stuck", "Whether the step has passed its deadline; absent when it is over").ask("", "max(plcfleet_rollout_stuck" + OF + ")").words("No", "Yes").bad().size(6, 4),
        Panel.lines("PLCs with the change", "Wanted: are to have it by now. Updated: have it")
            .ask("{{group}}", "max by (group) (plcfleet_rollout_cohort_plcs" + OF + ")").from(0).size(12, 8),
        Panel.table("Revisions", "What the PLCs share: in force, being tried, failed")
            .ask("", "max by (version, state) (env_version{$fleet})").columns("version=Revision", "state=State").size(12, 8));
  }

  private static Row canary() {
    return new Row("PLCs with the change beside the others: a line for each revision",
        Panel.lines("PLCs", "That have each revision").ask("{{revision}}", "count by (revision) (topk by (namespace, fleet, plc) (1, plc_info{$fleet}))").stacked().from(0).size(6, 8),
        Panel.lines("Success ratio", "Mean").ask("{{revision}}", "avg by (revision) (min by (namespace, fleet, plc) (plc_success_ratio{$fleet})" + REVISION + ")").size(6, 8),
        Panel.lines("Read time, P95", "Mean of the PLCs' P95").ask("{{revision}}", "avg by (revision) (max by (namespace, fleet, plc) (plc_read_p95_seconds{$fleet})" + REVISION + ")")
            .unit("s").from(0).size(6, 8),
        Panel.lines("Score", "Mean. Where the change is one of scoring, compare the signals instead").ask("{{revision}}", "avg by (revision) (min by (namespace, fleet, plc) (plc_score{$fleet})" + REVISION + ")")
            .range(0, 100).size(6, 8));
  }

  private static Row analysis() {
    return new Row("What the operator compared",
        Panel.table("Newest verdicts", "Of each comparison; figures stand in the status: kubectl get configrollout")
            .ask("", "max by (metric, verdict) (plcfleet_rollout_analysis" + OF + ")").columns("metric=Comparison", "verdict=Verdict"),
        Panel.timeline("Verdicts over time", "Of each comparison").ask("{{metric}}: {{verdict}}", "max by (metric, verdict) (plcfleet_rollout_analysis" + OF + ")"),
        Panel.lines("Score, tried beside the real one", "While a step with shadow runs: mean of the score by the changed profiles, and of the real one")
            .ask("tried beside", "avg(min by (namespace, fleet, plc) (plc_shadow_score{$fleet}))").ask("real", "avg(min by (namespace, fleet, plc) (plc_score{$fleet}))").range(0, 100));
  }
}
