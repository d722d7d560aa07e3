package io.plcfleet.operator.rollout;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Label selectors, as the API server has them: all requirements must hold, none at all matches everything. */
public final class Selector {
  private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");
  private static final Set<String> WITHOUT_VALUES = Set.of("Exists", "DoesNotExist");

  private Selector() {}

  public static boolean matches(LabelSelector selector, Map<String, String> labels) {
    return exact(selector).entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && expressions(selector).stream().allMatch(e -> holds(e, labels));
  }

  static boolean isEmpty(LabelSelector selector) {
    return exact(selector).isEmpty() && expressions(selector).isEmpty();
  }

  /** What is wrong with a requirement, and the way out. */
  static Optional<String> problem(LabelSelectorRequirement requirement) {
    boolean values = requirement.getValues() != null && !requirement.getValues().isEmpty();
    String operator = String.valueOf(requirement.getOperator());
    if (requirement.getKey() == null || requirement.getKey().isEmpty()) return Optional.of("a requirement needs the key of a label");
    if (!WITH_VALUES.contains(operator) && !WITHOUT_VALUES.contains(operator)) {
      return Optional.of("\"" + operator + "\" is no operator: write In, NotIn, Exists or DoesNotExist");
    }
    if (WITH_VALUES.contains(operator) && !values) return Optional.of(operator + " needs values, at least one");
    return WITHOUT_VALUES.contains(operator) && values ? Optional.of(operator + " takes no values: leave them out") : Optional.empty();
  }

  static List<LabelSelectorRequirement> expressions(LabelSelector selector) {
    return selector.getMatchExpressions() == null ? List.of() : selector.getMatchExpressions();
  }

  private static Map<String, String> exact(LabelSelector selector) {
    return selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
  }

  private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    return switch (requirement.getOperator()) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
