package io.plcfleet.e2e.bench;

import io.plcfleet.e2e.proof.MetricsText;
import io.plcfleet.e2e.proof.MonitorProcess;
import io.plcfleet.e2e.proof.Pause;
import io.plcfleet.e2e.proof.Vitals;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.operator.monitor.MonitorMemory;
import io.plcfleet.simulator.S7Plcs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The monitor as it is shipped beside the bare loop, a C client, digitalpetri's client, PLC4X's driver and Telegraf, each alone against the
 * same servers, one after the other. Prints a table. {@code e2e/bench} says how it is run.
 */
final class Bench {
  private static final int FIRST_PORT = 20_000;
  private static final String[] TEN = IntStream.rangeClosed(1, 10).mapToObj(i -> "holding-register:" + i + ":UINT").toArray(String[]::new);
  private static final String[] TEN_OF_S7 = IntStream.range(0, 10).mapToObj(i -> "%DB1:" + (20 + 2 * i) + ":INT").toArray(String[]::new);
  private static final Duration CONNECTED = Duration.ofSeconds(60);

  private final Path folder = Files.createTempDirectory("bench");
  private final Duration warm;
  private final Duration measured;
  private int monitors;

  private Bench(Duration warm, Duration measured) throws IOException {
    this.warm = warm;
    this.measured = measured;
  }

  /** Arguments: seconds to warm up, seconds to measure, then what to run: modbus:N, rivals:N, plc4x:N, dead:N, idle:N, s7:N. */
  public static void main(String[] arguments) throws IOException {
    Bench bench = new Bench(Duration.ofSeconds(Long.parseLong(arguments[0])), Duration.ofSeconds(Long.parseLong(arguments[1])));
    System.out.print(Run.HEADER);
    for (String what : Arrays.asList(arguments).subList(2, arguments.length)) {
      int colon = what.indexOf(':');
      bench.run(what.substring(0, colon), Integer.parseInt(what.substring(colon + 1)));
    }
    System.exit(0);
  }

  private void run(String what, int connections) throws IOException {
    if (what.equals("s7")) {
      s7(connections);
      return;
    }
    try (Program servers = Program.java(List.of("-Xmx2g"), ModbusServers.class, FIRST_PORT, connections)) {
      Run.Count count = () -> Long.parseLong(servers.ask("count"));
      switch (what) {
        case "modbus" -> {
          monitor("monitor", connections, 0, Duration.ofSeconds(1), count);
          bare(connections, Schedule.GRID, count);
          c(connections, Schedule.GRID, count);
        }
        case "rivals" -> rivals(connections, count);
        case "plc4x" -> of("PLC4X's driver", Plc4xClient.class, connections, Schedule.SPREAD, count);
        case "dead" -> {
          int dead = connections / 9;
          monitor("monitor", connections, 0, Duration.ofSeconds(1), count);
          monitor("monitor, " + dead + " more that refuse", connections, dead, Duration.ofSeconds(1), count);
        }
        case "idle" -> monitor("monitor, idle: a read an hour", connections, 0, Duration.ofHours(1), count);
        default -> throw new IllegalArgumentException(what + " is not one of modbus, rivals, plc4x, dead, idle, s7");
      }
    }
  }

  private void rivals(int connections, Run.Count count) throws IOException {
    monitor("monitor", connections, 0, Duration.ofSeconds(1), count);
    for (Schedule schedule : List.of(Schedule.SPREAD, Schedule.BURST)) {
      bare(connections, schedule, count);
      c(connections, schedule, count);
      telegraf(connections, schedule, count);
    }
    of("digitalpetri's client", DigitalpetriClient.class, connections, Schedule.SPREAD, count);
  }

  private void s7(int connections) throws IOException {
    List<String> names = IntStream.range(0, connections).mapToObj(i -> "plc-" + i).toList();
    try (S7Plcs servers = S7Plcs.start(names)) {
      Fleet fleet = new Fleet(1000, 800);
      for (String name : names) fleet.s7(name, servers.address(name), TEN_OF_S7);
      // snap7 counts nothing: the clients' own counters, and for Telegraf, which has none, its schedule.
      monitor("monitor, S7, ten INT", connections, connections, fleet, _ -> { }, null);
      Object[] arguments = new Object[connections + 2];
      arguments[0] = "s7";
      arguments[1] = Schedule.GRID;
      for (int i = 0; i < connections; i++) arguments[i + 2] = servers.address(names.get(i)).getPort();
      try (Program program = Program.java(MonitorProcess.shippedFlags(), BareLoop.class, arguments)) {
        Run.of("bare loop, S7, 20 bytes", connections, "grid", program.pid(), warm, measured,
            () -> Long.parseLong(program.ask("count")), latencies(program));
      }
      long began = System.nanoTime();
      requireTelegraf();
      try (Program program = Telegraf.s7(folder, names.stream().map(name -> servers.address(name).getPort()).toList())) {
        Run.of("Telegraf, S7, ten INT", connections, name(Schedule.SPREAD), program.pid(), warm, measured,
            () -> Math.round((System.nanoTime() - began) / 1e9 * connections), () -> "-");
      }
    }
  }

  private void monitor(String name, int connections, int dead, Duration interval, Run.Count count) throws IOException {
    Fleet fleet = new Fleet(interval.toMillis(), 800);
    for (int i = 0; i < connections + dead; i++) fleet.modbus("plc-" + i, at(FIRST_PORT + i), 1, TEN);
    monitor(name, connections, connections + dead, fleet, monitor -> {
      if (interval.toSeconds() > 1) return;
      IntStream plcs = IntStream.range(0, connections);
      MetricsText now = monitor.metrics();
      if (!plcs.allMatch(i -> now.answered("plc-" + i) > 0)) throw new IllegalStateException("not all PLCs are read");
    }, count);
  }

  /**
   * With its metrics fetched every 15 s, as Prometheus would.
   *
   * @param plcs that it has, as its memory is given by them
   */
  private void monitor(String name, int connections, int plcs, Fleet fleet, Consumer<MonitorProcess> check, Run.@org.jspecify.annotations.Nullable Count servers) throws IOException {
    try (MonitorProcess monitor = new MonitorProcess(Files.createDirectory(folder.resolve("monitor-" + ++monitors)), MonitorMemory.of(plcs, 0).flag())) {
      monitor.load(fleet.json(1));
      Pause.until(() -> connected(monitor.metrics()) >= connections, CONNECTED.toMillis(), 500);
      check.accept(monitor);
      List<Double> lags = new ArrayList<>();
      Thread scrapes = Thread.ofVirtual().start(() -> scrape(monitor, lags));
      Run.Count count = servers == null ? () -> answered(monitor.metrics()) : servers;
      Run run = Run.of(name, connections, "grid", monitor.pid(), warm, measured, count, () -> ackP95(monitor.metrics()));
      scrapes.interrupt();
      long heap = monitor.liveHeapBytes();
      System.out.printf(Locale.ROOT, "%s, %d: lateness P99 %.1f ms over %d PLC-scrapes; heap in use %.1f MB, %.1f KB a connection; threads %s%n",
          name, run.connections(), 1e3 * percentile(lags, 99), lags.size(), heap / 1e6, heap / 1e3 / connections, threads(monitor.pid()));
    }
  }

  private void bare(int connections, Schedule schedule, Run.Count count) throws IOException {
    try (Program program = Program.java(MonitorProcess.shippedFlags(), BareLoop.class, "modbus", schedule, FIRST_PORT + "+" + connections)) {
      measure("bare loop", connections, schedule, program, count);
    }
  }

  private void c(int connections, Schedule schedule, Run.Count count) throws IOException {
    int tick = switch (schedule) {
      case SPREAD -> 1;
      case GRID -> 10;
      case BURST -> 1000;
    };
    try (Program program = Program.of(List.of(System.getProperty("bench.floor", "target/floor"), String.valueOf(FIRST_PORT), String.valueOf(connections), String.valueOf(tick)))) {
      measure("C, epoll", connections, schedule, program, count);
    }
  }

  private void of(String name, Class<?> main, int connections, Schedule schedule, Run.Count count) throws IOException {
    try (Program program = Program.java(List.of("-Xmx1g"), main, schedule, FIRST_PORT + "+" + connections)) {
      measure(name, connections, schedule, program, count);
    }
  }

  private void telegraf(int connections, Schedule schedule, Run.Count count) throws IOException {
    requireTelegraf();
    try (Program program = Telegraf.start(folder, FIRST_PORT, connections, schedule)) {
      Run.of("Telegraf", connections, name(schedule), program.pid(), warm, measured, count, () -> "-");
    }
  }

  private static void requireTelegraf() {
    if (!Files.isExecutable(Telegraf.binary())) throw new IllegalStateException("no Telegraf; build it: testbed/build telegraf");
  }

  private void measure(String name, int connections, Schedule schedule, Program program, Run.Count count) throws IOException {
    Run.of(name, connections, name(schedule), program.pid(), warm, measured, count, latencies(program));
  }

  private static Run.Ask latencies(Program program) {
    return () -> program.ask("latencies");
  }

  private static void scrape(MonitorProcess monitor, List<Double> lags) {
    try {
      while (true) {
        Thread.sleep(15_000);
        values(monitor.metrics(), "plc_poll_lag_seconds{").forEach(lags::add);
      }
    } catch (InterruptedException e) {
      // Measured.
    }
  }

  private static long connected(MetricsText page) {
    return values(page, "plc_connection_alive_duration_seconds{").filter(age -> age > 0).count();
  }

  private static long answered(MetricsText page) {
    return (long) page.series().entrySet().stream().filter(e -> e.getKey().startsWith("plc_reads_total{") && e.getKey().endsWith("result=\"answered\"}"))
        .mapToDouble(Map.Entry::getValue).sum();
  }

  /** The P95 of the last minute of each PLC: its median and its 99th percentile over all PLCs. */
  private static String ackP95(MetricsText page) {
    List<Double> all = values(page, "plc_ack_p95_seconds{").toList();
    return all.isEmpty() ? "-" : String.format(Locale.ROOT, "P95s: %.2f / %.2f ms", 1e3 * percentile(all, 50), 1e3 * percentile(all, 99));
  }

  private static java.util.stream.Stream<Double> values(MetricsText page, String series) {
    return page.series().entrySet().stream().filter(e -> e.getKey().startsWith(series)).map(Map.Entry::getValue);
  }

  private static double percentile(List<Double> values, double percent) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.max(0, Math.ceil(percent / 100 * sorted.length) - 1)];
  }

  private static String threads(long pid) {
    return Vitals.threadNames(pid).toString();
  }

  private static String name(Schedule schedule) {
    return schedule.name().toLowerCase(Locale.ROOT);
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
