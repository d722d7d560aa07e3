package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.OperatorMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries of alerts and panels against the metrics of the contract: a name that nobody exports would match nothing and say nothing. */
public final class PromQl {
  private static final Pattern METRIC = Pattern.compile("\\b(?:plc(?:fleet)?_[a-z0-9_]+|env_version)");
  private static final Pattern LABELS = Pattern.compile("\\b(?:by|on|group_left)\\s*\\(([^)]*)\\)");
  /** A series that a rule records begins with its level, which is a label of it. */
  private static final Pattern LEVEL = Pattern.compile("\\b(plc|site|fleet):");
  private static final List<String> OF_THE_TARGET = List.of("namespace", "fleet", "pod");

  private PromQl() {}

  /** Fails unless every metric is one of the contract, and every label one of these metrics or of the target. */
  public static void assertOfTheContract(String name, String query) {
    Set<String> used = METRIC.matcher(query).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).as("metrics in the query of " + name + ": " + query).isNotEmpty();
    assertThat(used).as("metrics in the query of " + name + " that io.plcfleet.contract.Metric does not have")
        .allMatch(metric -> Arrays.stream(Metric.values()).anyMatch(m -> series(m).contains(metric))
            || Arrays.stream(OperatorMetric.values()).anyMatch(m -> series(m.metricName(), m.type()).contains(metric)));

    Set<String> labels = Arrays.stream(Metric.values()).filter(m -> series(m).stream().anyMatch(used::contains))
        .flatMap(m -> m.labels().stream()).collect(Collectors.toCollection(TreeSet::new));
    Arrays.stream(OperatorMetric.values()).filter(m -> series(m.metricName(), m.type()).stream().anyMatch(used::contains)).forEach(m -> labels.addAll(m.labels()));
    labels.addAll(OF_THE_TARGET);
    if (query.contains("_bucket")) labels.add("le");
    LEVEL.matcher(query).results().map(r -> r.group(1)).forEach(labels::add);
    Stream<String> grouped = LABELS.matcher(query).results().flatMap(r -> Arrays.stream(r.group(1).split(",", -1))).map(String::trim);
    assertThat(grouped).as("labels in the query of " + name + " that its metrics do not have: " + query).allMatch(labels::contains);
  }

  private static List<String> series(Metric metric) {
    return series(metric.metricName(), metric.type());
  }

  private static List<String> series(String name, Metric.Type type) {
    return type == Metric.Type.Histogram ? List.of(name + "_bucket", name + "_sum", name + "_count") : List.of(name);
  }
}
