package io.plcfleet.operator.monitor;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec.Scrape;
import io.plcfleet.api.v1alpha1.Relabeling;
import io.plcfleet.api.v1alpha1.Relabeling.Action;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.status.ConditionReason;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules for labels that would do harm without a word: prometheus-operator passes over a ServiceMonitor that it cannot read, and without
 * the labels that name a PLC no alert of it fires.
 */
public final class ScrapeCheck {
  private static final String PATH = "spec.prometheus.serviceMonitor.";
  private static final List<String> NEEDED = List.of("namespace", "fleet", "plc", "pod");

  private ScrapeCheck() {}

  public static Stream<Problem> problems(MonitorFleet fleet) {
    Scrape scrape = ScrapeRender.scrape(fleet);
    return Stream.concat(problems("relabelings", scrape.relabelings()), problems("metricRelabelings", scrape.metricRelabelings()));
  }

  private static Stream<Problem> problems(String field, @Nullable List<Relabeling> rules) {
    return rules == null ? Stream.empty() : IntStream.range(0, rules.size()).boxed().flatMap(i -> problem(PATH + field + "[" + i + "].regex", rules.get(i)));
  }

  private static Stream<Problem> problem(String path, Relabeling rule) {
    if (rule.regex() == null) return Stream.empty();
    Pattern regex;
    try {
      regex = Pattern.compile(rule.regex());
    } catch (PatternSyntaxException e) {
      return Stream.of(new Problem(path, ConditionReason.InvalidSpec, quoted(rule) + " is no regular expression: " + e.getDescription()));
    }
    List<String> lost = NEEDED.stream().filter(label -> loses(rule.action(), regex.matcher(label).matches())).toList();
    return lost.isEmpty() ? Stream.empty() : Stream.of(new Problem(path, ConditionReason.InvalidSpec, rule.action() + " by " + quoted(rule) + " takes away "
        + String.join(", ", lost) + ", and alerts know PLCs and monitors by these labels: " + (rule.action() == Action.labeldrop
        ? "narrow the expression" : "add (" + String.join("|", NEEDED) + ") to the expression")));
  }

  private static boolean loses(@Nullable Action action, boolean matches) {
    return (action == Action.labeldrop && matches) || (action == Action.labelkeep && !matches);
  }

  private static String quoted(Relabeling rule) {
    return "\"" + rule.regex() + "\"";
  }
}
