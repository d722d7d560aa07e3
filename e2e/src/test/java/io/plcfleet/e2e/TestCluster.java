package io.plcfleet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A real cluster with the images of this build, and prometheus-operator with a Prometheus or its types alone; {@code testbed/any} says which cluster. */
final class TestCluster implements AutoCloseable {
  /** Where the tests install the operator. */
  static final String SYSTEM = "plcfleet-system";

  /** Where they declare PLCs. */
  static final String PLANT = "plant";

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEAVE_OUT = "\nTo leave the end-to-end tests out: mvn verify -DskipE2E";

  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final boolean ours;
  private final KubernetesClient client;
  private final @Nullable String prometheus;
  private final Instant began = Instant.now();

  TestCluster() {
    this(true);
  }

  /** For tests that want the objects for a Prometheus written, and nobody to read them. */
  static TestCluster withoutPrometheus() {
    return new TestCluster(false);
  }

  private TestCluster(boolean withPrometheus) {
    Path chosen = Path.of(System.getenv().getOrDefault("TESTBED_RUN",
        System.getenv().getOrDefault("TESTBED_HOME", System.getProperty("user.home") + "/.cache/plcfleet-testbed") + "/run") + ".any");
    ours = !Files.exists(chosen);
    String exports = run(Duration.ofMinutes(40), "testbed/any", "up");
    Matcher matcher = ASSIGNMENT.matcher(exports);
    while (matcher.find()) {
      String value = matcher.group(2).replace("$PATH", Objects.requireNonNull(System.getenv("PATH"))).replace("\"", "");
      environment.put(matcher.group(1), value);
    }
    for (String module : List.of("operator", "monitor-image")) load(ROOT.resolve(module + "/target/image.tar"));
    run(Duration.ofMinutes(5), "testbed/prometheus", withPrometheus ? "up" : "types");
    prometheus = withPrometheus ? run(Duration.ofMinutes(1), "testbed/prometheus", "url").trim() : null;
    try {
      client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(Files.readString(Path.of(variable("KUBECONFIG"))))).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KubernetesClient client() {
    return client;
  }

  /** Makes the image of a tar known to the nodes. */
  void load(Path tar) {
    run(Duration.ofMinutes(3), "testbed/any", "load", tar.toString());
  }

  /** Where the cluster keeps one that can be read from here: the test bed does. */
  Optional<AuditLog> audit() {
    return Optional.ofNullable(environment.get("PLCFLEET_AUDIT_LOG")).map(file -> new AuditLog(Path.of(file)));
  }

  /** What the operator asked for since this cluster was taken; nothing where no audit log can be read. */
  List<AuditLog.Request> asked() {
    return audit().map(log -> log.requests(SYSTEM, "plc-fleet-operator").stream().filter(request -> request.at().isAfter(began)).toList()).orElse(List.of());
  }

  /** What the operator asked for and may not, by the audit log, since this cluster was taken. To be read before its rights go, with a namespace or the release. */
  Set<String> refused() {
    return refused(began);
  }

  /** The same since another time. */
  Set<String> refused(Instant since) {
    return audit().map(log -> AuditLog.rights(log.requests(SYSTEM, "plc-fleet-operator"), request -> AuditLog.refused(request) && request.at().isAfter(since))).orElse(Set.of());
  }

  /** Namespaces of which the API server itself refuses any pod that is not restricted. */
  void restricted(String... names) {
    for (String name : names) {
      client.resource(new NamespaceBuilder().withNewMetadata().withName(name).addToLabels("pod-security.kubernetes.io/enforce", "restricted")
          .endMetadata().build()).serverSideApply();
    }
  }

  /** The name by which the examples reach the simulated PLCs of this machine. */
  void simulators(String namespace) {
    client.resource(new ServiceBuilder().withNewMetadata().withName("simulators").withNamespace(namespace).endMetadata()
        .withNewSpec().withClusterIP("None").endSpec().build()).serverSideApply();
    client.resource(new EndpointSliceBuilder().withNewMetadata().withName("simulators").withNamespace(namespace)
        .addToLabels("kubernetes.io/service-name", "simulators").endMetadata().withAddressType("IPv4")
        .addNewEndpoint().withAddresses(hostAddress()).endEndpoint().build()).serverSideApply();
  }

  /** The address at which pods reach this machine. */
  String hostAddress() {
    return variable("PLCFLEET_HOST_ADDRESS");
  }

  /** Adds an Alertmanager with this configuration, which gets all alerts of Prometheus. */
  void alertmanager(String configuration) throws IOException {
    Path file = Files.createTempFile("alertmanager", ".yaml");
    Files.writeString(file, configuration);
    run(Duration.ofMinutes(8), "testbed/prometheus", "alertmanager", file.toString());
    Files.delete(file);
  }

  /** New scrapes and rules reach Prometheus at once, not when the kubelet comes by. */
  void refreshPrometheus() {
    run(Duration.ofMinutes(1), "testbed/prometheus", "refresh");
  }

  private String variable(String name) {
    String value = environment.get(name);
    if (value == null) throw new IllegalStateException("testbed/any up did not say " + name);
    return value;
  }

  /** Runs a program of the project or of the test bed; its output, or an exception with it. */
  String run(Duration atMost, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    if (words.getFirst().startsWith("testbed/")) words.set(0, ROOT.resolve(words.getFirst()).toString());
    else words.set(0, onPath(words.getFirst()));
    try {
      File out = File.createTempFile("e2e", ".out");
      File err = File.createTempFile("e2e", ".err");
      ProcessBuilder builder = new ProcessBuilder(words).directory(ROOT.toFile()).redirectOutput(out).redirectError(err);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
      if (!ended) process.destroy();
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", words) + (ended ? " failed:\n" : " did not end in " + atMost + ":\n")
            + Files.readString(out.toPath()) + Files.readString(err.toPath()) + LEAVE_OUT);
      }
      return Files.readString(out.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** ProcessBuilder looks a program up in our PATH, not in the one that it sets. */
  private String onPath(String program) {
    for (String folder : variable("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) return Path.of(folder, program).toString();
    }
    throw new IllegalStateException(program + " is not on the PATH" + LEAVE_OUT);
  }

  static Path root() {
    return ROOT;
  }

  /** The result of an instant query. */
  List<JsonNode> query(String expression) {
    return list(get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)).at("/data/result"));
  }

  /** The alerts that fire, by name, for a PLC. */
  List<String> firing(String plc) {
    return list(get("/api/v1/alerts").at("/data/alerts")).stream()
        .filter(a -> a.get("state").asText().equals("firing") && a.at("/labels/plc").asText().equals(plc))
        .map(a -> a.at("/labels/alertname").asText()).toList();
  }

  /** What went wrong when rules were evaluated, by rule. */
  List<String> ruleErrors() {
    List<String> errors = new ArrayList<>();
    for (JsonNode group : get("/api/v1/rules").at("/data/groups")) {
      for (JsonNode rule : group.get("rules")) {
        if (rule.get("health").asText().equals("err")) errors.add(rule.get("name").asText() + ": " + rule.get("lastError").asText());
      }
    }
    return errors;
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer = http.send(
          HttpRequest.newBuilder(URI.create(Objects.requireNonNull(prometheus) + path)).timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A cluster that was there before is left as it was: the next test finds nothing of this one in it. */
  @Override
  public void close() {
    if (!ours) {
      run(Duration.ofMinutes(2), "helm", "uninstall", "plc-fleet-operator", "--namespace", SYSTEM, "--ignore-not-found", "--wait");
      run(Duration.ofMinutes(2), "kubectl", "delete", "namespace", PLANT, SYSTEM, "--ignore-not-found", "--wait");
      run(Duration.ofMinutes(1), "kubectl", "delete", "--ignore-not-found", "-f", ROOT + "/charts/plc-fleet-operator/crds");
    }
    client.close();
    http.close();
    run(Duration.ofMinutes(2), "testbed/prometheus", "down");
    if (ours) run(Duration.ofMinutes(2), "testbed/any", "down");
  }
}
