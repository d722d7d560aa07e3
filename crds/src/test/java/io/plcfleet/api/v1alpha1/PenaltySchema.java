package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import io.plcfleet.profile.Bounds;
import io.plcfleet.scoring.SignalName;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the signals say about penalties, as rules of the schema: names, units, directions. A new signal brings its own. */
final class PenaltySchema {
  private static final String BOTH = "self.good.matches('%1$s') && self.bad.matches('%1$s')";
  private static final String DURATIONS = BOTH.formatted(Schema.DURATION.replace("\\", "\\\\"));
  private static final String DECIMALS = BOTH.formatted(Schema.DECIMAL.replace("\\", "\\\\"));

  private PenaltySchema() {}

  static void write(JSONSchemaProps root) {
    JSONSchemaProps penalty = field(field(field(root, "spec"), "formula"), "penalties").getItems().getSchema();
    List<JsonNode> names = Arrays.stream(SignalName.values()).map(Enum::name).sorted().map(name -> (JsonNode) TextNode.valueOf(name)).toList();
    field(penalty, "signal").setEnum(names);
    penalty.setXKubernetesValidations(Stream.of(
        rule(Bounds::areDurations, DURATIONS, "'good and bad of ' + self.signal + ' are durations, as 120ms'"),
        rule(signal -> !Bounds.areDurations(signal), DECIMALS, "'good and bad of ' + self.signal + ' are decimals in quotes, as \"0.25\"'"),
        rule(Bounds::areShares, "!(" + DECIMALS + ") || (double(self.good) <= 1.0 && double(self.bad) <= 1.0)",
            "'good and bad of ' + self.signal + ' are shares of 1, as \"0.95\" for 95 %'"),
        order(true, true), order(true, false), order(false, true), order(false, false))
        .flatMap(Optional::stream).toList());
  }

  private static JSONSchemaProps field(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  /** Bounds that cannot be read are told of by the rules above, and are no matter here. */
  private static Optional<ValidationRule> order(boolean durations, boolean lowIsBad) {
    String number = durations ? "duration" : "double";
    String order = "!(%1$s) || %2$s(self.good) %3$s %2$s(self.bad)".formatted(durations ? DURATIONS : DECIMALS, number, lowIsBad ? ">" : "<");
    return rule(signal -> Bounds.areDurations(signal) == durations && Bounds.lowIsBad(signal) == lowIsBad, order,
        "'good must be " + (lowIsBad ? "above bad: a low " : "below bad: a high ") + "' + self.signal + ' is the bad one'");
  }

  /** Nothing where no signal is of that kind. */
  private static Optional<ValidationRule> rule(Predicate<SignalName> of, String holds, String message) {
    String names = Arrays.stream(SignalName.values()).filter(of).map(signal -> "'" + signal + "'").collect(Collectors.joining(", "));
    String plain = names.replace("'", "");  // for the page of fields, and where the expression fails
    return names.isEmpty() ? Optional.empty() : Optional.of(new ValidationRuleBuilder().withRule("!(self.signal in [" + names + "]) || (" + holds + ")")
        .withMessageExpression(message).withMessage(message.replace("' + self.signal + '", plain).replace("'", "")).build());
  }
}
