package io.plcfleet.operator.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The fields of an object that are ours, as the API server keeps count of it: whoever else changes one takes it from us. So it can be told
 * what somebody edited from what only we want otherwise by now.
 *
 * @param trees what we own at one place of the object, in the server's notation: {@code f:} a field, {@code k:} an element by its keys,
 *     {@code v:} one by its value; a tree without branches is owned whole
 */
record OwnFields(List<JsonNode> trees) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> NOT_WISHES = List.of("apiVersion", "kind", "metadata");

  static OwnFields of(HasMetadata object) {
    List<ManagedFieldsEntry> managers = Objects.requireNonNullElse(object.getMetadata().getManagedFields(), List.of());
    return new OwnFields(managers.stream().filter(m -> Children.MANAGER.equals(m.getManager()) && m.getFieldsV1() != null).<JsonNode>map(m -> MAPPER.valueToTree(m.getFieldsV1())).toList());
  }

  /** Whether somebody else has given a value to a field, or an element to a list, of what is wanted. Not known where nothing is ours. */
  boolean editedByOthers(HasMetadata actual, HasMetadata wanted) {
    if (trees.isEmpty()) return false;
    JsonNode there = MAPPER.valueToTree(actual);
    return MAPPER.<JsonNode>valueToTree(wanted).properties().stream().filter(field -> !NOT_WISHES.contains(field.getKey()) && there.has(field.getKey()))
        .anyMatch(field -> field(field.getKey()).edited(there.get(field.getKey()), field.getValue()));
  }

  private boolean edited(JsonNode actual, JsonNode wanted) {
    if (trees.isEmpty()) return Drift.difference(actual, wanted).isPresent();
    if (trees.stream().anyMatch(JsonNode::isEmpty)) return false;
    if (wanted.isArray()) return ofElements(actual, wanted);
    return wanted.properties().stream().filter(field -> actual.has(field.getKey())).anyMatch(field -> field(field.getKey()).edited(actual.get(field.getKey()), field.getValue()));
  }

  private boolean ofElements(JsonNode actual, JsonNode wanted) {
    for (JsonNode there : actual) {
      OwnFields ours = element(there);
      if (ours.trees.isEmpty()) return true;
      for (JsonNode same : wanted) {
        if (branches(same).equals(branches(there)) && ours.edited(there, same)) return true;
      }
    }
    return false;
  }

  private OwnFields field(String name) {
    return new OwnFields(trees.stream().map(tree -> tree.get("f:" + name)).filter(Objects::nonNull).toList());
  }

  private OwnFields element(JsonNode element) {
    List<String> branches = branches(element);
    return new OwnFields(trees.stream().flatMap(tree -> branches.stream().map(tree::get)).filter(Objects::nonNull).toList());
  }

  /** Of one element, whatever else is in it. */
  private List<String> branches(JsonNode element) {
    return trees.stream().flatMap(tree -> tree.propertyStream().map(Map.Entry::getKey)).filter(branch -> isOf(branch, element)).distinct().toList();
  }

  private static boolean isOf(String branch, JsonNode element) {
    if (!branch.startsWith("k:") && !branch.startsWith("v:")) return false;
    JsonNode names = read(branch.substring(2));
    return branch.startsWith("v:") ? names.equals(element) : names.properties().stream().allMatch(key -> key.getValue().equals(element.get(key.getKey())));
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the API server names an element " + json, e);
    }
  }
}
