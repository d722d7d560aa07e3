package io.plcfleet.operator.selection;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.plcfleet.operator.rollout.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a label selector asks for, one requirement after the other, in words. */
final class Wanted {
  /** The label that every namespace has. */
  static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private Wanted() {}

  /** The requirements that the labels do not meet. */
  static List<String> missing(LabelSelector selector, Map<String, String> labels) {
    return each(selector).stream().filter(one -> !Selector.matches(one, labels)).map(Wanted::words).toList();
  }

  static List<String> all(LabelSelector selector) {
    return each(selector).stream().map(Wanted::words).toList();
  }

  /** Whether it asks for nothing but the names of namespaces. */
  static boolean onlyByName(LabelSelector selector) {
    return each(selector).stream().allMatch(one -> one.getMatchLabels().containsKey(NAMESPACE_NAME)
        || one.getMatchExpressions().stream().anyMatch(e -> e.getKey().equals(NAMESPACE_NAME)));
  }

  /** As selectors with one requirement each. */
  private static List<LabelSelector> each(LabelSelector selector) {
    List<LabelSelector> each = new ArrayList<>();
    if (selector.getMatchLabels() != null) {
      new TreeMap<>(selector.getMatchLabels()).forEach((key, value) -> each.add(new LabelSelectorBuilder().addToMatchLabels(key, value).build()));
    }
    if (selector.getMatchExpressions() != null) {
      selector.getMatchExpressions().forEach(e -> each.add(new LabelSelectorBuilder().addToMatchExpressions(e).build()));
    }
    return each;
  }

  private static String words(LabelSelector one) {
    if (!one.getMatchLabels().isEmpty()) {
      Map.Entry<String, String> label = one.getMatchLabels().entrySet().iterator().next();
      return "the label " + label.getKey() + "=" + label.getValue();
    }
    LabelSelectorRequirement expression = one.getMatchExpressions().getFirst();
    String values = expression.getValues() == null ? "" : String.join(" or ", expression.getValues());
    return switch (expression.getOperator()) {
      case "In" -> "the label " + expression.getKey() + "=" + values;
      case "NotIn" -> "no label " + expression.getKey() + "=" + values;
      case "Exists" -> "a label " + expression.getKey();
      case "DoesNotExist" -> "no label " + expression.getKey();
      default -> expression.getKey() + " " + expression.getOperator() + " " + values;
    };
  }
}
