package io.plcfleet.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.fleet.FileCheck;
import io.plcfleet.operator.monitor.HouseRules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code validate FILE...}: what is wrong with resources before they are applied, from files and folders of YAML. Kinds of others are passed over. */
final class Validation {
  private static final int WELL = 0;
  private static final int PROBLEMS = 1;
  private static final int WRONG_USE = 2;
  private static final String API = "plcfleet.io/v1alpha1";
  private static final YAMLMapper YAML = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of("MonitorFleet", MonitorFleet.class, "Plc", Plc.class, "ScoringProfile", ScoringProfile.class);

  private final Map<String, HasMetadata> objects = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Validation() {}

  /** The code to end with. */
  static int run(List<String> paths, HouseRules house, Instant now, PrintStream out, PrintStream err) {
    Validation validation = new Validation();
    try {
      for (String path : paths) {
        for (Path file : files(Path.of(path))) validation.read(file);
      }
    } catch (IOException e) {
      err.println("cannot read " + e.getMessage());
      return WRONG_USE;
    }
    if (validation.objects.isEmpty() && validation.problems.isEmpty()) {
      err.println("no " + String.join(", ", KINDS.keySet().stream().sorted().toList()) + " in " + String.join(" ", paths));
      return WRONG_USE;
    }
    validation.check(house, now);
    validation.problems.forEach(out::println);
    out.println(validation.objects.size() + " objects, " + (validation.problems.isEmpty() ? "no problem" : "problems: " + validation.problems.size()));
    return validation.problems.isEmpty() ? WELL : PROBLEMS;
  }

  /** A mounted ConfigMap is a folder with links to a hidden one. */
  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) return List.of(path);
    try (Stream<Path> files = Files.list(path)) {
      List<Path> found = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith(".")) continue;
        if (Files.isDirectory(file)) found.addAll(files(file));
        else if (file.toString().matches(".*\\.(yaml|yml|json)")) found.add(file);
      }
      return found;
    }
  }

  private void read(Path file) throws IOException {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        Class<? extends HasMetadata> kind = KINDS.get(document.path("kind").asText());
        if (kind != null && document.path("apiVersion").asText().equals(API)) take(file, document, kind);
      }
    } catch (JsonProcessingException | RuntimeException e) {
      problems.add(file + ": no YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private void take(Path file, JsonNode document, Class<? extends HasMetadata> kind) {
    String name = document.path("kind").asText() + " " + document.at("/metadata/name").asText("without a name");
    try {
      HasMetadata object = YAML.treeToValue(document, kind);
      if (object.getMetadata().getNamespace() == null) object.getMetadata().setNamespace("default");
      object.getMetadata().setUid("file-" + objects.size());
      object.getMetadata().setGeneration(1L);
      object.getMetadata().setCreationTimestamp(Instant.EPOCH.toString());
      HasMetadata other = objects.putIfAbsent(object.getMetadata().getNamespace() + "/" + name, object);
      if (other != null) problems.add(name + ": declared twice, the second time in " + file);
    } catch (UnrecognizedPropertyException e) {
      problems.add(name + ": " + path(e) + ": no such field; known are " + e.getKnownPropertyIds());
    } catch (JsonMappingException e) {
      problems.add(name + ": " + path(e) + ": " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      problems.add(name + ": " + e.getOriginalMessage());
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference part : e.getPath()) {
      if (part.getFieldName() == null) path.append('[').append(part.getIndex()).append(']');
      else path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
    }
    return path.toString();
  }

  private void check(HouseRules house, Instant now) {
    try {
      problems.addAll(FileCheck.problems(all(MonitorFleet.class), all(Plc.class), all(ScoringProfile.class), house, now));
    } catch (NullPointerException e) {  // what the schema demands is not there
      problems.add("a required field is missing somewhere, so that not all was looked at: kubectl apply --dry-run=server names it");
    }
  }

  private <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.values().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
