package io.plcfleet.operator.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else added to the spec of an object that is ours, as the API server keeps count of it. What the server itself fills in is
 * nobody's, and what a webhook of the cluster adds to our own writing is ours.
 */
final class Additions {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String SPEC = "spec";
  /** Restarts of pods by hand, and what others note at a pod: none of it changes what the pod does. */
  private static final String NOTES = "spec.template.metadata.annotations";
  /** Whoever gives a field the value that it has anyway has added nothing; to take it away would end in the same value, owned by the same. */
  private static final Set<String> AS_THE_SERVER_WOULD = Set.of("restartPolicy=Always", "dnsPolicy=ClusterFirst", "schedulerName=default-scheduler",
      "terminationMessagePath=/dev/termination-log", "terminationMessagePolicy=File", "successThreshold=1", "defaultMode=420", "revisionHistoryLimit=10",
      "updateStrategy={\"rollingUpdate\":{\"partition\":0},\"type\":\"RollingUpdate\"}",
      "persistentVolumeClaimRetentionPolicy={\"whenDeleted\":\"Retain\",\"whenScaled\":\"Retain\"}", "apiVersion=v1", "protocol=TCP", "type=ClusterIP",
      "sessionAffinity=None", "internalTrafficPolicy=Cluster", "ipFamilyPolicy=SingleStack", "ipFamilies=[\"IPv4\"]", "ipFamilies=[\"IPv6\"]", "clusterIPs=[\"None\"]");

  private Additions() {}

  /**
   * The path of a field; empty where there is none.
   *
   * @param there the actual object as a tree
   * @param wanted as a tree, too
   */
  static Optional<String> of(HasMetadata actual, JsonNode there, JsonNode wanted) {
    return ofOthers(actual).flatMap(fields -> Stream.ofNullable(added(SPEC, fields, there.path(SPEC), wanted.path(SPEC)))).findFirst();
  }

  /** Puts an end to them in a merge patch with all that is wanted; lists are replaced by it anyway. */
  static void end(HasMetadata actual, ObjectNode patch) {
    if (patch.get(SPEC) instanceof ObjectNode wanted) ofOthers(actual).forEach(fields -> end(SPEC, fields, MAPPER.<JsonNode>valueToTree(actual).path(SPEC), wanted));
  }

  private static Stream<JsonNode> ofOthers(HasMetadata actual) {
    List<ManagedFieldsEntry> managers = Objects.requireNonNullElse(actual.getMetadata().getManagedFields(), List.of());
    return managers.stream().filter(m -> !Children.MANAGER.equals(m.getManager()) && m.getSubresource() == null && m.getFieldsV1() != null)
        .map(m -> MAPPER.<JsonNode>valueToTree(m.getFieldsV1()).path("f:" + SPEC));
  }

  private static void end(String path, JsonNode owned, JsonNode actual, ObjectNode wanted) {
    for (Map.Entry<String, JsonNode> branch : owned.properties()) {
      String name = branch.getKey().substring(Math.min(2, branch.getKey().length()));
      String below = path + "." + name;
      if (!branch.getKey().startsWith("f:") || below.equals(NOTES) || !actual.has(name)) continue;
      JsonNode ours = wanted.get(name);
      if (ours instanceof ObjectNode object && branch.getValue().isEmpty()) Drift.end(actual.path(name), object);
      else if (ours instanceof ObjectNode object) end(below, branch.getValue(), actual.path(name), object);
      else if (ours == null && isMore(name, actual.path(name))) wanted.putNull(name);
    }
  }

  private static @Nullable String added(String path, JsonNode owned, JsonNode actual, JsonNode wanted) {
    for (Map.Entry<String, JsonNode> branch : owned.properties()) {
      String name = branch.getKey();
      String more = name.startsWith("f:") ? ofField(path + "." + name.substring(2), branch.getValue(), actual.path(name.substring(2)), wanted.path(name.substring(2)))
          : name.startsWith("k:") ? ofElement(path, name, branch.getValue(), actual, wanted) : null;
      if (more != null) return more;
    }
    return null;
  }

  /** What is owned whole, as selectors are, is all of whoever changes one thing in it. */
  private static @Nullable String ofField(String path, JsonNode owned, JsonNode actual, JsonNode wanted) {
    if (path.equals(NOTES)) return null;
    if (!wanted.isMissingNode()) return owned.isEmpty() ? Drift.beside(path, actual, wanted, Additions::isMore) : added(path, owned, actual, wanted);
    return isMore(path.substring(path.lastIndexOf('.') + 1), actual) ? path : null;
  }

  private static boolean isMore(String name, JsonNode value) {
    return !Drift.isEmpty(value) && !AS_THE_SERVER_WOULD.contains(name + "=" + (value.isTextual() ? value.asText() : value.toString()));
  }

  /** An element of a list by its keys. One that is not wanted makes the list longer than it should be, which is seen without this. */
  private static @Nullable String ofElement(String path, String name, JsonNode owned, JsonNode actual, JsonNode wanted) {
    JsonNode keys = read(name.substring(2));
    JsonNode there = element(actual, keys);
    JsonNode ours = element(wanted, keys);
    return there == null || ours == null ? null : added(path + "[" + keys.propertyStream().map(key -> key.getValue().asText()).findFirst().orElse("") + "]", owned, there, ours);
  }

  private static @Nullable JsonNode element(JsonNode list, JsonNode keys) {
    return list.valueStream().filter(one -> keys.propertyStream().allMatch(key -> key.getValue().equals(one.get(key.getKey())))).findFirst().orElse(null);
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the API server names an element " + json, e);
    }
  }
}
