package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule by which Prometheus changes labels or leaves out what it does not want, as in its own relabel_config. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.targetLabel) || !(self.targetLabel in ['namespace', 'fleet', 'plc', 'pod'])",
    message = "alerts know PLCs and monitors by the labels namespace, fleet, plc and pod: write to another label",
    messageExpression = "'targetLabel ' + self.targetLabel + ' cannot be written to: alerts know PLCs and monitors by the labels namespace, fleet, plc and pod; take another label'",
    fieldPath = ".targetLabel")
@ValidationRule(
    value = "has(self.targetLabel) || (has(self.action) && self.action in ['keep', 'drop', 'labelmap', 'labeldrop', 'labelkeep'])",
    message = "this action writes to or compares with a label: name it by targetLabel")
@ValidationRule(
    value = "!has(self.action) || self.action != 'hashmod' || has(self.modulus)",
    message = "action hashmod needs a modulus")
@ValidationRule(
    value = "!has(self.action) || !(self.action in ['labeldrop', 'labelkeep']) || !(has(self.sourceLabels) || has(self.separator) || has(self.targetLabel) || has(self.modulus) || has(self.replacement))",
    message = "actions labeldrop and labelkeep look at names of labels by regex alone: leave out sourceLabels, separator, targetLabel, modulus and replacement")
public record Relabeling(
    @JsonPropertyDescription("Labels whose values are joined and matched with regex") @Size(max = 16) @Nullable List<@Size(max = 128) String> sourceLabels,
    @JsonPropertyDescription("Between the joined values; a semicolon when absent") @Size(max = 16) @Nullable String separator,
    @JsonPropertyDescription("Label that is written; namespace, fleet, plc and pod are not to be changed") @Pattern("^[a-zA-Z_][a-zA-Z0-9_]*$") @Size(min = 1, max = 128)
        @Nullable String targetLabel,
    @JsonPropertyDescription("Regular expression of RE2, matched as a whole; (.*) when absent") @Size(max = 1024) @Nullable String regex,
    @JsonPropertyDescription("For hashmod: the number of buckets") @Min(1) @Nullable Long modulus,
    @JsonPropertyDescription("New value, with $1 and so on for what regex caught; $1 when absent") @Size(max = 512) @Nullable String replacement,
    @JsonPropertyDescription("replace when absent") @Nullable Action action) {

  /** What is done where the expression matches; the words of Prometheus. */
  public enum Action { replace, keep, drop, hashmod, labelmap, labeldrop, labelkeep, lowercase, uppercase, keepequal, dropequal }
}
