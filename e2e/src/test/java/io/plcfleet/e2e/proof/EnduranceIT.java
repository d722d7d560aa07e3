package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.Fleet;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.Latency;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two hundred dead PLCs beside two hundred healthy ones, for a quarter of an hour; -Dendurance.minutes=N for another time.
 * Mostly waiting, so it runs beside the other tests of this module.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnduranceIT {
  private static final int OF_EACH_DEATH = 20;
  private static final int HEALTHY_MODBUS = 145;
  private static final int HEALTHY_S7 = 40;
  /** Of each protocol else; two of their servers are written in Python, and all share one each. */
  private static final int HEALTHY_OTHERS = 5;
  private static final Duration LASTS = Duration.ofMinutes(Integer.getInteger("endurance.minutes", 15));
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofMillis(800);
  /** Until code is compiled and waits are as long as they get: a fifth of the time, at most two minutes. */
  private static final Duration WARM_UP = Duration.ofSeconds(Math.min(120, LASTS.toSeconds() / 5));
  private static final int WINDOWS = 3;
  private static final int SAMPLES_PER_WINDOW = 12;
  /** The longest wait between two attempts, and time to make one. */
  private static final Duration BACK = Duration.ofSeconds(60);
  /** With a wait of 24 to 30 s no more attempts than that; each has a few more while its wait grows. */
  private static final double MOST_ATTEMPTS_PER_SECOND = 1 / 20.0;
  /** The longest back-off, twice: an attempt that hangs or meets a stranger takes its time as well. */
  private static final double LONGEST_WAIT_SECONDS = 60;
  /** Never given out by the system, as a port would be that a proxy has closed. */
  private static final int NOBODYS_PORT = 1;

  private record Dead(String name, Spoken spoken, Deaths death, FaultyLink link) {}

  private final List<Dead> dead = new ArrayList<>();
  private final List<String> healthy = new ArrayList<>();
  private final Field field;
  private final MonitorProcess monitor;

  EnduranceIT(@TempDir Path folder) throws IOException {
    field = new Field(folder, s7Names());
    monitor = new MonitorProcess(folder.resolve("monitor"), field.hosts.flag());
  }

  @AfterAll
  void end() {
    monitor.close();
    field.close();
  }

  @Test
  void theDeadTakeNothingFromTheHealthyAndLeaveNothingBehind() throws IOException {
    monitor.load(fleet().json(1));
    Pause.millis(WARM_UP.toMillis());
    List<EnduranceWindow> windows = new ArrayList<>();
    Duration each = LASTS.minus(WARM_UP).dividedBy(WINDOWS);
    for (int i = 0; i < WINDOWS; i++) windows.add(EnduranceWindow.of(monitor, each, SAMPLES_PER_WINDOW));
    windows.forEach(window -> System.out.println("ENDURANCE " + window));

    windows.getLast().assertNoMoreThan(windows.getFirst());
    for (EnduranceWindow window : windows) assertHealthyKeepTheirRate(window);
    assertTheDeadAreLeftAlone(windows.getLast());
    theCuredComeBack();
  }

  private void assertHealthyKeepTheirRate(EnduranceWindow window) {
    double due = window.seconds() / (INTERVAL.toMillis() / 1e3);
    double all = healthy.stream().mapToDouble(plc -> window.moreOf("plc_reads_total", plc, "result", "answered")).sum();
    double failed = healthy.stream().mapToDouble(plc -> window.moreOf("plc_reads_total", plc, "result", "failed")).sum();
    System.out.printf(Locale.ROOT, "ENDURANCE healthy: %.2f %% of the reads that were due, %.0f failed%n", 100 * all / (due * healthy.size()), failed);
    // A machine that is busy with something else lets turns slip.
    assertThat(all).as("reads of the healthy").isGreaterThan(0.97 * due * healthy.size());
    assertThat(failed).as("failed reads of the healthy").isLessThanOrEqualTo(0.001 * due * healthy.size());
    for (String plc : healthy) {
      assertThat(window.moreOf("plc_reads_total", plc, "result", "answered")).as("reads of %s", plc).isGreaterThan(0.9 * due);
    }
  }

  private void assertTheDeadAreLeftAlone(EnduranceWindow window) {
    for (Dead plc : dead) {
      double attempts = 0;
      Map<ErrorClass, Double> strange = new EnumMap<>(ErrorClass.class);
      for (ErrorClass error : ErrorClass.values()) {
        double more = window.moreOf("plc_errors_total", plc.name, "class", error.name());
        if (more > 0 && !plc.death.admits(error, plc.spoken)) strange.put(error, more);
        attempts += more;
      }
      assertThat(strange).as("%s: other failures than %s", plc.name, plc.death.classes()).isEmpty();
      assertThat(attempts).as("%s: attempts in %.0f s", plc.name, window.seconds()).isBetween(Math.floor(window.seconds() / LONGEST_WAIT_SECONDS), 2 + MOST_ATTEMPTS_PER_SECOND * window.seconds());
    }
  }

  private void theCuredComeBack() {
    List<Dead> curable = dead.stream().filter(plc -> plc.death.curable()).toList();
    curable.forEach(plc -> plc.link.heal());
    MetricsText before = monitor.metrics();
    assertThat(Pause.until(() -> {
      MetricsText now = monitor.metrics();
      return curable.stream().allMatch(plc -> now.answered(plc.name) > before.answered(plc.name));
    }, BACK.toMillis(), 500)).as("the mended PLCs are read within the longest back-off").isTrue();
  }

  private Fleet fleet() {
    Fleet fleet = new Fleet(INTERVAL.toMillis(), TIMEOUT.toMillis());
    for (Deaths death : Deaths.ALL) {
      for (int i = 0; i < OF_EACH_DEATH; i++) bury(fleet, death, i);
    }
    for (int i = 0; i < HEALTHY_MODBUS; i++) {
      String name = "healthy-modbus-" + i;
      fleet.modbus(name, field.modbus.serve(Device.modbus(name)), 1, "holding-register:1:INT", "holding-register:3:REAL");
      healthy.add(name);
    }
    for (String name : healthyS7()) {
      fleet.s7(name, field.s7.address(name), "%DB1:0:INT", "%DB1:10:REAL");
      healthy.add(name);
    }
    for (Spoken spoken : List.of(Spoken.OpcUa, Spoken.Eip, Spoken.Ads)) {
      for (int i = 0; i < HEALTHY_OTHERS; i++) {
        String name = "healthy-" + spoken.name().toLowerCase(Locale.ROOT) + "-" + i;
        declare(fleet, name, spoken, field.proxy.link(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), server(spoken, name), Latency.NONE).address(), 1);
        healthy.add(name);
      }
    }
    return fleet;
  }

  private void bury(Fleet fleet, Deaths death, int number) {
    Spoken spoken = spoken(death, number);
    String name = death.name() + "-" + number;
    FaultyLink link = field.proxy.link(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), server(spoken, name), Latency.NONE);
    death.act().accept(field, link);
    InetSocketAddress at = switch (death.name()) {
      case "nameless" -> InetSocketAddress.createUnresolved(name + ".plant", 502);
      case "refused" -> new InetSocketAddress("127.0.1." + (number + 1), NOBODYS_PORT);
      default -> link.address();
    };
    declare(fleet, name, spoken, at, death.name().equals("wrong-unit") ? 9 : 1);
    dead.add(new Dead(name, spoken, death, link));
  }

  private InetSocketAddress server(Spoken spoken, String name) {
    return switch (spoken) {
      case Modbus -> field.modbus.serve(Device.modbus(name));
      case S7 -> field.s7.address(name);
      case OpcUa -> field.opcUaServer;
      case Eip -> field.eip.address();
      case Ads -> field.ads.address();
    };
  }

  private static void declare(Fleet fleet, String name, Spoken spoken, InetSocketAddress at, int unit) {
    switch (spoken) {
      case Modbus -> fleet.modbus(name, at, unit, "holding-register:1:INT");
      case S7 -> fleet.s7(name, at, "%DB1:0:INT");
      case OpcUa -> fleet.opcUa(name, at, null, "ns=2;s=Life");
      case Eip -> fleet.eip(name, at, "Life");
      case Ads -> fleet.ads(name, at, "MAIN.Life");
    }
  }

  /** Of a death that several protocols know, as many of each. */
  private static Spoken spoken(Deaths death, int number) {
    List<Spoken> possible = death.protocols().stream().sorted().toList();
    return possible.get(number % possible.size());
  }

  private static List<String> healthyS7() {
    return IntStream.range(0, HEALTHY_S7).mapToObj(i -> "healthy-s7-" + i).toList();
  }

  private static List<String> s7Names() {
    Stream<String> ofTheDead = Deaths.ALL.stream().flatMap(death -> IntStream.range(0, OF_EACH_DEATH)
        .filter(i -> spoken(death, i) == Spoken.S7).mapToObj(i -> death.name() + "-" + i));
    return Stream.concat(ofTheDead, healthyS7().stream()).toList();
  }
}
