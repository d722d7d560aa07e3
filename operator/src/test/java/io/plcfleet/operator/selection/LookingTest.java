package io.plcfleet.operator.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.operator.selection.Scrapes.Scraped;
import io.plcfleet.operator.selection.Selection.Candidate;
import io.plcfleet.operator.selection.Server.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The stories in {@code src/test/resources/selection}; its README lists the words. */
class LookingTest {
  private static final Path STORIES = Path.of("src/test/resources/selection");
  private static final ObjectMapper YAML = new YAMLMapper();

  private record Story(
      @Nullable Boolean looked, @Nullable List<ServerObject> servers, @Nullable List<String> refused, @Nullable Map<String, String> namespaceLabels,
      @Nullable Map<String, String> serviceMonitor, @Nullable Map<String, String> rule, @Nullable String interval, @Nullable List<Monitor> monitors, Then then) {}

  private record ServerObject(String kind, Name metadata, Map<String, Object> spec) {}

  private record Name(String namespace, String name) {}

  private record Monitor(String name, String runs, @Nullable String scraped) {}

  private record Then(Condition.Status status, String reason, String message, @Nullable Boolean serviceMonitor, @Nullable Boolean rule) {}

  @TestFactory
  Stream<DynamicTest> storiesComeTrue() throws IOException {
    List<Path> stories;
    try (Stream<Path> files = Files.list(STORIES)) {
      stories = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(stories).hasSizeGreaterThan(15);
    return stories.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
      Story story = YAML.readValue(file.toFile(), Story.class);
      Looking looking = Looking.of(facts(story));
      assertThat(new Then(looking.status(), looking.reason().name(), looking.message(), looking.serviceMonitor(), looking.rule())).isEqualTo(story.then);
    }));
  }

  private static Looking.Facts facts(Story story) {
    Sight sight = Boolean.FALSE.equals(story.looked) ? Sight.NOTHING : new Sight(or(story.servers).stream().map(s -> Server.of(s.kind, s.metadata.namespace, s.metadata.name, s.spec)).toList(),
        "namespaces monitoring, plant", or(story.refused), story.namespaceLabels);
    List<Scraped> monitors = or(story.monitors).stream()
        .map(m -> new Scraped(m.name, DurationText.parse(m.runs), m.scraped == null ? null : DurationText.parse(m.scraped))).toList();
    Duration interval = DurationText.parse(Objects.requireNonNullElse(story.interval, "15s"));
    return new Looking.Facts(selection("ServiceMonitor", story.serviceMonitor, "spec.prometheus.serviceMonitor.labels", Server::scrapes, sight),
        selection("PrometheusRule", story.rule, "spec.prometheus.rules.labels", Server::rules, sight), new Scrapes(monitors), interval);
  }

  private static @Nullable Selection selection(String kind, @Nullable Map<String, String> labels, String field, Function<Server, @Nullable Choice> choice, Sight sight) {
    return labels == null ? null : Choosing.of(new Candidate(kind, "plant", labels, field), choice, sight);
  }

  private static <T> List<T> or(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
