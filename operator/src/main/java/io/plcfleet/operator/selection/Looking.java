package io.plcfleet.operator.selection;

import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.operator.selection.Scrapes.Scraped;
import io.plcfleet.operator.selection.Selection.NotKnown;
import io.plcfleet.operator.selection.Selection.NotSelected;
import io.plcfleet.operator.selection.Selection.Selected;
import io.plcfleet.operator.status.ConditionReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody looks at a fleet: its condition {@code Monitored}.
 *
 * @param serviceMonitor whether it is selected; absent while that is not known
 * @param rule whether it is selected; absent while that is not known
 */
public record Looking(Status status, ConditionReason reason, String message, @Nullable Boolean serviceMonitor, @Nullable Boolean rule) {

  /**
   * What is known of it.
   *
   * @param serviceMonitor absent when there is none
   * @param rule absent when there is none
   * @param interval of scrapes
   */
  public record Facts(@Nullable Selection serviceMonitor, @Nullable Selection rule, Scrapes scrapes, Duration interval) {}

  /** Nothing is there to be looked at. */
  public static Looking nothing(ConditionReason why, String message) {
    return new Looking(Status.UNKNOWN, why, message, null, null);
  }

  public static Looking of(Facts facts) {
    Duration patience = Scrapes.patience(facts.interval);
    boolean scraped = facts.scrapes.all(patience);
    // Somebody whom the operator does not see: perhaps they have the rules as well.
    boolean elsewhere = scraped && facts.serviceMonitor instanceof NotSelected;
    Boolean monitorSelected = elsewhere ? null : known(facts.serviceMonitor);
    Boolean ruleSelected = (elsewhere && facts.rule instanceof NotSelected) ? null : known(facts.rule);
    List<String> why = reasons(facts);
    if (Boolean.FALSE.equals(monitorSelected) || Boolean.FALSE.equals(ruleSelected)) {
      return new Looking(Status.FALSE, ConditionReason.NotSelected, sentence(why, scraped), monitorSelected, ruleSelected);
    }
    List<Scraped> late = facts.serviceMonitor == null ? List.of() : facts.scrapes.late(patience);
    if (!late.isEmpty()) return new Looking(Status.FALSE, ConditionReason.NotScraped, late(late, facts, why), monitorSelected, ruleSelected);
    if (elsewhere || !why.isEmpty()) {
      return new Looking(Status.UNKNOWN, ConditionReason.SelectionUnknown, sentence(why, scraped), monitorSelected, ruleSelected);
    }
    if (facts.serviceMonitor != null && !scraped) {
      return new Looking(Status.UNKNOWN, ConditionReason.NotScrapedYet, selectedBy(facts) + "; not all monitors have been scraped yet", monitorSelected, ruleSelected);
    }
    String scrapes = facts.serviceMonitor == null ? "" : "; all monitors (" + facts.scrapes.monitors().size() + ") were scraped within " + words(patience);
    return new Looking(Status.TRUE, ConditionReason.SelectedByPrometheus, selectedBy(facts) + scrapes, monitorSelected, ruleSelected);
  }

  private static @Nullable Boolean known(@Nullable Selection selection) {
    return switch (selection) {
      case Selected _ -> true;
      case NotSelected _ -> false;
      case NotKnown _ -> null;
      case null -> null;
    };
  }

  /** Why somebody does not look, or why that is not known. */
  private static List<String> reasons(Facts facts) {
    List<String> reasons = new ArrayList<>();
    for (Selection selection : new Selection[] {facts.serviceMonitor, facts.rule}) {
      switch (selection) {
        case NotSelected no -> reasons.addAll(no.why());
        case NotKnown unknown -> reasons.add(unknown.why());
        case Selected _ -> { }
        case null -> { }
      }
    }
    return reasons.stream().distinct().toList();
  }

  private static String sentence(List<String> why, boolean scraped) {
    return String.join("; ", why) + (scraped ? "; the monitors are scraped all the same" : "");
  }

  private static String late(List<Scraped> late, Facts facts, List<String> why) {
    String names = late.stream().limit(3).map(m -> m.monitor() + (m.ago() == null ? " never" : " " + words(m.ago()) + " ago")).collect(Collectors.joining(", "));
    String head = late.size() + " of " + facts.scrapes.monitors().size() + " monitors are not scraped (" + names + ")";
    if (!why.isEmpty()) return head + "; " + String.join("; ", why);
    return head + ", although " + selectedBy(facts)
        + ". Look at the targets of that Prometheus: may prometheus-operator read the Secret with the token, does the network let it reach port 9400?";
  }

  private static String selectedBy(Facts facts) {
    List<String> by = new ArrayList<>();
    if (facts.serviceMonitor instanceof Selected s) by.add(s.by() + " takes the ServiceMonitor");
    if (facts.rule instanceof Selected s) by.add(s.by() + " takes the PrometheusRule");
    return String.join(", ", by);
  }

  private static String words(Duration duration) {
    return duration.toMinutes() > 0 && duration.toSecondsPart() == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}
