package io.plcfleet.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.plcfleet.operator.monitor.ChildLabels;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Whether an object is still as it was applied. What the server fills in is none of our business. */
public final class Drift {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String SPEC = "spec";

  private Drift() {}

  /** Whether pods would stay as they are. */
  public static boolean samePods(StatefulSet actual, StatefulSet wanted) {
    return Objects.equals(template(actual), template(wanted))
        && difference(MAPPER.valueToTree(actual.getSpec().getTemplate()), MAPPER.valueToTree(wanted.getSpec().getTemplate())).isEmpty()
        && Additions.of(actual, MAPPER.valueToTree(actual), MAPPER.valueToTree(wanted)).isEmpty();
  }

  private static @Nullable String template(StatefulSet set) {
    return set.getMetadata().getAnnotations() == null ? null : set.getMetadata().getAnnotations().get(ChildLabels.TEMPLATE);
  }

  /** The path of a field that is not as wanted, or that somebody else added to the spec. */
  static Optional<String> of(HasMetadata actual, HasMetadata wanted) {
    JsonNode there = MAPPER.valueToTree(actual);
    JsonNode ours = MAPPER.valueToTree(wanted);
    Optional<String> differs = difference(there, ours);
    if (differs.isPresent()) return differs;
    return isWhollyOurs(wanted) ? added(there.path(SPEC), ours.path(SPEC)) : Additions.of(actual, there, ours);
  }

  /** Of these the server fills in nothing: all that is in the spec was written by somebody. */
  private static boolean isWhollyOurs(HasMetadata wanted) {
    return wanted instanceof ServiceMonitor || wanted instanceof PrometheusRule;
  }

  /** The path of a field of the spec that is not wanted; all that is wanted is there. */
  static Optional<String> added(JsonNode spec, JsonNode wanted) {
    return Optional.ofNullable(beside(SPEC, spec, wanted, (_, value) -> !isEmpty(value)));
  }

  /**
   * The path of a field that is not wanted.
   *
   * @param counts by name and value, whether a field is more than nothing
   */
  static @Nullable String beside(String path, JsonNode actual, JsonNode wanted, BiPredicate<String, JsonNode> counts) {
    for (Map.Entry<String, JsonNode> field : actual.properties()) {
      String below = path + "." + field.getKey();
      JsonNode ours = wanted.get(field.getKey());
      String more = ours != null ? beside(below, field.getValue(), ours, counts) : counts.test(field.getKey(), field.getValue()) ? below : null;
      if (more != null) return more;
    }
    for (int i = 0; actual.isArray() && i < actual.size(); i++) {
      String more = beside(path + "[" + i + "]", actual.get(i), wanted.path(i), counts);
      if (more != null) return more;
    }
    return null;
  }

  /** As a merge patch: what is wanted, and an end to what is beside it in the spec. Applying alone leaves that to whoever added it. */
  static JsonNode patch(HasMetadata actual, HasMetadata wanted) {
    ObjectNode patch = MAPPER.valueToTree(wanted);
    if (!isWhollyOurs(wanted)) Additions.end(actual, patch);
    else if (patch.get(SPEC) instanceof ObjectNode spec) end(MAPPER.<JsonNode>valueToTree(actual).path(SPEC), spec);
    return patch;
  }

  /** Puts null where something is that is not wanted. */
  static void end(JsonNode actual, ObjectNode wanted) {
    for (Map.Entry<String, JsonNode> field : actual.properties()) {
      JsonNode ours = wanted.get(field.getKey());
      if (ours == null) wanted.putNull(field.getKey());
      else if (ours instanceof ObjectNode below) end(field.getValue(), below);
    }
  }

  /** The path of a field that is not as wanted; lists must be the same, element by element. Empty when all that is wanted is there. */
  static Optional<String> difference(JsonNode actual, JsonNode wanted) {
    return Optional.ofNullable(difference("", actual, wanted));
  }

  private static @Nullable String difference(String path, JsonNode actual, JsonNode wanted) {
    if (wanted.isObject()) return ofFields(path, actual, wanted);
    if (wanted.isArray()) return ofElements(path, actual, wanted);
    return actual.equals(wanted) || sameQuantity(actual, wanted) ? null : path;
  }

  private static @Nullable String ofFields(String path, JsonNode actual, JsonNode wanted) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      JsonNode there = actual.get(field.getKey());
      if (there == null && isEmpty(field.getValue())) continue;
      String differs = there == null ? below : difference(below, there, field.getValue());
      if (differs != null) return differs;
    }
    return null;
  }

  private static @Nullable String ofElements(String path, JsonNode actual, JsonNode wanted) {
    if (actual.size() != wanted.size()) return path;
    for (int i = 0; i < wanted.size(); i++) {
      String differs = difference(path + "[" + i + "]", actual.get(i), wanted.get(i));
      if (differs != null) return differs;
    }
    return null;
  }

  /** The server does not keep what is empty. */
  static boolean isEmpty(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
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
