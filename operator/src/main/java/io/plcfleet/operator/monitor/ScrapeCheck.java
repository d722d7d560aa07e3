package io.plcfleet.operator.monitor;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec.Scrape;
import io.plcfleet.api.v1alpha1.Relabeling;
import io.plcfleet.api.v1alpha1.Relabeling.Action;
import io.plcfleet.contract.Metric;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.status.ConditionReason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules for labels that would do harm without a word: prometheus-operator passes over a ServiceMonitor that it cannot read, and without
 * the labels that name a PLC no alert of it fires.
 */
public final class ScrapeCheck {
  private static final String PATH = "spec.prometheus.serviceMonitor.";
  private static final List<String> NAMES = List.of("namespace", "fleet", "pod");
  /** By which a target is found and asked. */
  private static final List<String> OF_TARGETS = Stream.concat(
      Stream.of("__address__", "__scheme__", "__metrics_path__", "__scrape_interval__", "__scrape_timeout__"), NAMES.stream()).toList();
  /** Which tell samples apart. What is information alone may go. */
  private static final List<String> OF_SAMPLES = Stream.concat(Stream.concat(Stream.of("__name__", "le"), NAMES.stream()),
      Arrays.stream(Metric.values()).filter(m -> m != Metric.PLC_INFO && m != Metric.PLC_CONFIG_INFO).flatMap(m -> m.labels().stream())).distinct().toList();

  private static final Set<Action> WRITERS = EnumSet.of(Action.replace, Action.hashmod, Action.lowercase, Action.uppercase);
  /** In a replacement: what the expression caught. */
  private static final Pattern GROUP = Pattern.compile("\\$\\{\\w+\\}|\\$\\w+");

  private ScrapeCheck() {}

  public static Stream<Problem> problems(MonitorFleet fleet) {
    Scrape scrape = ScrapeRender.scrape(fleet);
    return Stream.concat(problems("relabelings", scrape.relabelings(), OF_TARGETS), problems("metricRelabelings", scrape.metricRelabelings(), OF_SAMPLES));
  }

  private static Stream<Problem> problems(String field, @Nullable List<Relabeling> rules, List<String> needed) {
    return rules == null ? Stream.empty() : IntStream.range(0, rules.size()).boxed().flatMap(i -> problem(PATH + field + "[" + i + "].", rules.get(i), needed));
  }

  private static Stream<Problem> problem(String path, Relabeling rule, List<String> needed) {
    return Stream.concat(rule.action() == Action.labelmap ? mapped(path, rule) : written(path, rule), rule.regex() == null ? Stream.empty() : taken(path + "regex", rule, needed));
  }

  private static Stream<Problem> taken(String path, Relabeling rule, List<String> needed) {
    Pattern regex;
    try {
      regex = Pattern.compile(rule.regex());
    } catch (PatternSyntaxException e) {
      return Stream.of(new Problem(path, ConditionReason.InvalidSpec, quoted(rule) + " is no regular expression that Prometheus knows (RE2): " + e.getMessage()));
    }
    List<String> lost = needed.stream().filter(label -> loses(rule.action(), regex.matcher(label).matches())).toList();
    return lost.isEmpty() ? Stream.empty() : Stream.of(new Problem(path, ConditionReason.InvalidSpec, rule.action() + " by " + quoted(rule) + " takes away "
        + String.join(", ", lost) + ", and without these labels the fleet is not scraped or its alerts are wrong: " + (rule.action() == Action.labeldrop
        ? "narrow the expression" : "add (" + String.join("|", lost) + ") to the expression")));
  }

  /** A label of a target that a sample has too would rename that of the sample. */
  private static Stream<Problem> written(String path, Relabeling rule) {
    boolean writes = rule.action() == null || WRITERS.contains(rule.action());
    return !writes || rule.targetLabel() == null || !OF_SAMPLES.contains(rule.targetLabel()) ? Stream.empty()
        : Stream.of(new Problem(path + "targetLabel", ConditionReason.InvalidSpec, rule.targetLabel() + " is a label of the monitors' own series, and alerts and dashboards"
            + " would be wrong: take another label, as my_" + rule.targetLabel().replaceAll("^_+|_+$", "")));
  }

  /** Names of labels come from the replacement; what its groups stand for may be anything, as the labels of a pod are. */
  private static Stream<Problem> mapped(String path, Relabeling rule) {
    String replacement = rule.replacement() == null ? "$1" : rule.replacement();
    Pattern names = Pattern.compile(Arrays.stream(GROUP.split(replacement, -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    List<String> hit = OF_SAMPLES.stream().filter(label -> names.matcher(label).matches()).toList();
    return hit.isEmpty() ? Stream.empty() : Stream.of(new Problem(path + "replacement", ConditionReason.InvalidSpec, "labelmap to \"" + replacement + "\" may write "
        + String.join(", ", hit) + ", which are labels of the monitors' own series, and alerts and dashboards would be wrong: put something before it, as my_" + replacement));
  }

  private static boolean loses(@Nullable Action action, boolean matches) {
    return (action == Action.labeldrop && matches) || (action == Action.labelkeep && !matches);
  }

  private static String quoted(Relabeling rule) {
    return "\"" + rule.regex() + "\"";
  }
}
