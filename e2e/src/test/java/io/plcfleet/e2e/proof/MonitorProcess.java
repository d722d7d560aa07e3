package io.plcfleet.e2e.proof;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.Networks;
import io.plcfleet.monitor.MountedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The monitor as its image runs it: the jar, with the JVM flags of the image, on free ports, with a file as the kubelet mounts it. */
public final class MonitorProcess implements AutoCloseable {
  private static final String TOKEN = "a-token-for-tests";
  private static final Path MODULE = Path.of("..", "monitor-image");
  private static final Pattern FLAG = Pattern.compile("<jvmFlag>(.*?)</jvmFlag>|<JDK_JAVA_OPTIONS>(.*?)</JDK_JAVA_OPTIONS>");
  private static final Pattern PORTS = Pattern.compile("metrics on port (\\d+), health and status on port (\\d+)");
  private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final MountedFile file;
  private final int metricsPort;
  private final int statusPort;
  private final String bearer;

  /** @param folder an empty one; the monitor's log stays there as {@code monitor.log} */
  public MonitorProcess(Path folder, String... furtherFlags) throws IOException {
    this(folder, TOKEN, List.of(furtherFlags));
  }

  /** @param bearer the token that its pages ask for */
  MonitorProcess(Path folder, String bearer, List<String> furtherFlags) throws IOException {
    this.bearer = bearer;
    file = new MountedFile(Files.createDirectories(folder.resolve("config")));
    Path token = Files.writeString(folder.resolve("token"), bearer);
    Path log = folder.resolve("monitor.log");
    List<String> command = new ArrayList<>(List.of(jdk("java")));
    command.addAll(shippedFlags());
    command.addAll(furtherFlags);
    command.addAll(List.of("-jar", jar().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PLCFLEET_CONFIG", file.path().toString());
    builder.environment().put("PLCFLEET_TOKEN_FILE", token.toString());
    builder.environment().put("PLCFLEET_METRICS_PORT", "0");
    builder.environment().put("PLCFLEET_STATUS_PORT", "0");
    builder.environment().put(Networks.VARIABLE, Networks.EVERYWHERE.toString());
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    Matcher ports = awaitLine(log);
    metricsPort = Integer.parseInt(ports.group(1));
    statusPort = Integer.parseInt(ports.group(2));
  }

  /** The JVM flags of the image, read where they are declared. */
  public static List<String> shippedFlags() throws IOException {
    return FLAG.matcher(Files.readString(MODULE.resolve("pom.xml"))).results().map(flag -> flag.group(1) == null ? flag.group(2) : flag.group(1)).toList();
  }

  public void load(String json) throws IOException {
    file.write(json);
  }

  public MetricsText metrics() {
    String page = get(metricsPort, "/metrics");
    return MetricsText.of(System.nanoTime(), page);
  }

  public MonitorReport report() {
    try {
      return new JsonMapper().readValue(get(statusPort, "/status"), MonitorReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException("not a report", e);
    }
  }

  int metricsPort() {
    return metricsPort;
  }

  int statusPort() {
    return statusPort;
  }

  public long pid() {
    return process.pid();
  }

  public Vitals vitals() {
    return Vitals.of(pid());
  }

  /** Bytes of all objects that are in use, after a full collection. */
  public long liveHeapBytes() {
    try {
      Process jcmd = new ProcessBuilder(jdk("jcmd"), String.valueOf(pid()), "GC.class_histogram").redirectErrorStream(true).start();
      String out = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      Matcher total = LIVE.matcher(out);
      if (!total.find()) throw new IllegalStateException("no histogram: " + out);
      return Long.parseLong(total.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String get(int port, String path) {
    try {
      URI uri = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path);
      var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Authorization", "Bearer " + bearer).build();
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException("the monitor does not answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Matcher awaitLine(Path log) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String text = Files.readString(log);
      Matcher ports = PORTS.matcher(text);
      if (ports.find()) return ports;
      if (!process.isAlive() || System.nanoTime() - end > 0) throw new IllegalStateException("the monitor does not start: " + text);
      Pause.millis(20);
    }
  }

  private static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static Path jar() throws IOException {
    try (Stream<Path> jars = Files.list(MODULE.resolve("target"))) {
      return jars.filter(jar -> jar.getFileName().toString().matches("monitor-image-[\\d.]+\\.jar")).findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar of the monitor; build it first: mvn -pl e2e -am package -DskipTests"));
    }
  }
}
