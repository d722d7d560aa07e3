package io.plcfleet.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.plcfleet.operator.monitor.ChildLabels;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an object is still as it was applied. What the server or others added beside it is none of our business. */
public final class Drift {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Drift() {}

  /** Whether pods would stay as they are. */
  public static boolean samePods(StatefulSet actual, StatefulSet wanted) {
    return Objects.equals(template(actual), template(wanted)) && contains(MAPPER.valueToTree(actual.getSpec().getTemplate()), MAPPER.valueToTree(wanted.getSpec().getTemplate()));
  }

  private static @Nullable String template(StatefulSet set) {
    return set.getMetadata().getAnnotations() == null ? null : set.getMetadata().getAnnotations().get(ChildLabels.TEMPLATE);
  }

  /** Whether all that is wanted is there; lists must be the same, element by element. */
  static boolean contains(JsonNode actual, JsonNode wanted) {
    if (wanted.isObject()) {
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        JsonNode there = actual.get(field.getKey());
        if (there == null) {
          if (!isEmpty(field.getValue())) return false;
        } else if (!contains(there, field.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (wanted.isArray()) {
      if (actual.size() != wanted.size()) return false;
      for (int i = 0; i < wanted.size(); i++) {
        if (!contains(actual.get(i), wanted.get(i))) return false;
      }
      return true;
    }
    return actual.equals(wanted) || sameQuantity(actual, wanted);
  }

  /** The server does not keep what is empty. */
  private static boolean isEmpty(JsonNode node) {
    return node.isNull() || (node.isContainerNode() && node.isEmpty());
  }

  /** The server writes 1000m as 1. */
  private static boolean sameQuantity(JsonNode actual, JsonNode wanted) {
    if (!actual.isTextual() || !wanted.isTextual()) return actual.isNumber() && wanted.isNumber() && actual.asDouble() == wanted.asDouble();
    try {
      return Quantity.parse(actual.asText()).equals(Quantity.parse(wanted.asText()));
    } catch (RuntimeException e) {  // no quantities, but two different texts
      return false;
    }
  }
}
