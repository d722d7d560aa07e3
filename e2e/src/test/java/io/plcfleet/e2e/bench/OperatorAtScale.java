package io.plcfleet.e2e.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.e2e.proof.Pause;
import io.plcfleet.e2e.proof.Vitals;
import io.plcfleet.operator.Main;
import io.plcfleet.operator.OperatorConfig;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The operator as it is shipped before thousands of Plcs on a real API server: how long until all children are there and every Plc has a
 * status, what it takes, and what it still writes when nothing changes. No monitor runs: there are no nodes. Prints a table; {@code e2e/scale}
 * says how it is run.
 */
final class OperatorAtScale {
  /** Of its image, with the heap that its chart's memory limit gives. */
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:TieredStopAtLevel=1", "-XX:+UseStringDeduplication", "-Xmx181m", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData");
  private static final long PLCS_OF_A_FLEET = 1_000;
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration QUIET = Duration.ofSeconds(60);
  private static final Pattern WRITES = Pattern.compile("(?m)^apiserver_request_total\\{(?=[^}]*verb=\"(?:POST|PUT|PATCH|APPLY|DELETE)\")[^}]*resource=\"([a-z]+)\"[^}]*} ([0-9.e+]+)$");

  private final ApiServer server = new ApiServer().withResourceTypes();
  private final KubernetesClient client = server.client();

  private OperatorAtScale() {}

  /** Argument: how many Plcs, a multiple of 1,000. */
  public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
    new OperatorAtScale().run((int) (Long.parseLong(arguments[0]) / PLCS_OF_A_FLEET));
    System.exit(0);
  }

  private void run(int fleets) throws IOException, InterruptedException, ExecutionException {
    say("%d fleets with %d Plcs each are created", fleets, PLCS_OF_A_FLEET);
    create(fleets);
    Path kubeconfig = Files.createTempFile("scale", ".kubeconfig");
    Files.writeString(kubeconfig, server.kubeconfig());
    long began = System.nanoTime();
    Process operator = operator(kubeconfig);
    try {
      System.out.print("| what | measured |\n|---|---|\n");
      until(operator, () -> placed() == fleets * PLCS_OF_A_FLEET);
      row("start of the JVM to all children", "%.1f s", seconds(began));
      until(operator, () -> told() == fleets * PLCS_OF_A_FLEET);
      row("to a status of every Plc", "%.1f s", seconds(began));
      row("CPU until then", "%.1f s", Vitals.of(operator.pid()).cpu().toMillis() / 1e3);
      Pause.millis(QUIET.toMillis());  // fleets look again; what was left is written
      Duration cpu = Vitals.of(operator.pid()).cpu();
      Map<String, Double> before = writes();
      Pause.millis(QUIET.toMillis());
      Vitals vitals = Vitals.of(operator.pid());
      Map<String, Double> after = writes();
      before.forEach((resource, count) -> after.merge(resource, -count, Double::sum));
      after.values().removeIf(count -> count == 0);
      row("writes within a minute in which nothing changes", "%s", after.isEmpty() ? "none" : after.toString());
      row("CPU within that minute, of a core", "%.1f %%", vitals.cpu().minus(cpu).toMillis() / 10.0 / QUIET.toSeconds());
      row("resident memory", "%.0f MB", vitals.residentBytes() / 1e6);
    } finally {
      operator.destroy();
      operator.waitFor();
      server.close();
      Files.delete(kubeconfig);
    }
  }

  private void create(int fleets) throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> all = IntStream.range(0, fleets).boxed().<Future<?>>flatMap(fleet -> {
        String namespace = "plant-" + fleet;
        client.resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
        client.resource(Serialization.unmarshal("metadata: {name: line, namespace: " + namespace + "}\nspec: {selector: {}}", MonitorFleet.class)).create();
        return IntStream.range(0, (int) PLCS_OF_A_FLEET).mapToObj(i -> threads.submit(() -> client.resource(plc(namespace, fleet, i)).create()));
      }).toList();
      for (Future<?> one : all) one.get();
    }
  }

  /** Ten tags, as in the other benchmarks. */
  private static Plc plc(String namespace, int fleet, int number) {
    String tags = String.join(", ", IntStream.rangeClosed(1, 10).mapToObj(i -> "{name: t%d, address: \"holding-register:%d:INT\"}".formatted(i, i)).toList());
    return Serialization.unmarshal("metadata: {name: plc-%d, namespace: %s, labels: {plcfleet.io/site: site-%d, plcfleet.io/cell: cell-%d}}\nspec: {modbus: {host: 10.%d.%d.%d}, tags: [%s]}"
        .formatted(number, namespace, fleet, number / 10, fleet, number / 250, number % 250 + 1, tags), Plc.class);
  }

  private static Process operator(Path kubeconfig) throws IOException {
    List<String> command = Stream.of(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), FLAGS.stream(),
        Stream.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path"), Main.class.getName())).flatMap(part -> part).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(Path.of("target", "scale-operator.log").toFile()));
    builder.environment().putAll(Map.of("KUBECONFIG", kubeconfig.toString(), OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:scale", OperatorConfig.HEALTH_PORT, "0"));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    return process;
  }

  /** Plcs that stand in the configuration of a monitor whose StatefulSet is there. */
  private long placed() {
    List<ConfigMap> maps = client.configMaps().inAnyNamespace().withLabel(ChildLabels.SHARD).list().getItems();
    int sets = client.apps().statefulSets().inAnyNamespace().list().getItems().size();
    if (sets != maps.size()) return 0;
    return maps.stream().mapToLong(map -> Pattern.compile("\"uid\"").matcher(String.valueOf(map.getData().get("monitor.json"))).results().count()).sum();
  }

  private long told() {
    return client.resources(Plc.class).inAnyNamespace().list().getItems().stream().filter(plc -> plc.getStatus() != null && plc.getStatus().conditions() != null && !plc.getStatus().conditions().isEmpty()).count();
  }

  /** By resource, as the API server counts them; leases are of its own parts. */
  private Map<String, Double> writes() {
    Map<String, Double> writes = new TreeMap<>();
    WRITES.matcher(client.raw("/metrics")).results().forEach(m -> writes.merge(m.group(1), Double.parseDouble(m.group(2)), Double::sum));
    writes.keySet().removeAll(List.of("leases", "subjectaccessreviews", "tokenreviews"));
    return writes;
  }

  private static void until(Process operator, BooleanSupplier reached) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (!operator.isAlive()) throw new IllegalStateException("the operator has ended: see target/scale-operator.log");
      if (System.nanoTime() > end) throw new IllegalStateException("not within " + PATIENCE.toMinutes() + " minutes");
      Pause.millis(3_000);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void row(String what, String format, Object value) {
    System.out.printf(Locale.ROOT, "| %s | " + format + " |%n", what, value);
  }

  private static void say(String format, Object... values) {
    System.err.printf(Locale.ROOT, format + "%n", values);
  }
}
