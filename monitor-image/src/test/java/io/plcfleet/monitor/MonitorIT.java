package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.Latency;
import io.plcfleet.simulator.ModbusPlcs;
import io.plcfleet.simulator.S7Plcs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole monitor against real servers behind links that can be told to fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitorIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  /** A first grade may be in doubt for 10 s. */
  private static final Duration FIRST_GRADE = Duration.ofSeconds(20);
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final String LIFE = "holding-register:1:INT";
  private static final String S7_LIFE = "%DB1:0:INT";

  private final ModbusPlcs modbus = new ModbusPlcs("127.0.0.1");
  private final S7Plcs s7 = S7Plcs.start(List.of("robot"));
  private final FaultProxy proxy = FaultProxy.start();
  private final FaultyLink press = proxy.link("press", ANY_PORT, modbus.serve(Device.modbus("press")), Latency.NONE);
  private final FaultyLink oven = proxy.link("oven", ANY_PORT, modbus.serve(Device.modbus("oven")), Latency.NONE);
  private final FaultyLink robot = proxy.link("robot", ANY_PORT, s7.address("robot"), Latency.NONE);
  private RunningMonitor monitor;

  @BeforeAll
  void settle() {
    heal();
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    heal();
    monitor = new RunningMonitor(folder);
  }

  @AfterEach
  void end() {
    monitor.close();
  }

  @AfterAll
  void stop() {
    proxy.close();
    s7.close();
    modbus.close();
  }

  @Test
  void readsScoresAndExports() throws Exception {
    assertThat(monitor.get(false, "/health/live", "").statusCode()).isEqualTo(200);
    assertThat(monitor.get(false, "/health/ready", "").statusCode()).isEqualTo(503);
    monitor.load(plant().json(1));
    monitor.await(FIRST_GRADE, r -> r.serial() == 1 && r.plcs().stream().allMatch(plc -> plc.grade() == Grade.Healthy));
    assertThat(monitor.get(false, "/health/ready", "").statusCode()).isEqualTo(200);
    PlcReport plc = monitor.plc("press");
    assertThat(plc.state()).isEqualTo(MonitorReport.State.Reading);
    assertThat(plc.score()).isGreaterThan(90);
    assertThat(plc.reachable()).isTrue();
    assertThat(plc.reason()).isEqualTo(Reason.LinkHealthy);
    assertThat(plc.lastOutcome()).startsWith("answered after ");
    assertThat(monitor.metric("plc_up{plc=\"robot\"}")).isEqualTo(1);
    assertThat(monitor.metric("plc_reads_total{plc=\"robot\",result=\"answered\"}")).isGreaterThan(5);
    assertThat(monitor.metrics()).contains("plc_info{plc=\"press\",address=\"" + press.address().getHostString() + ":" + press.address().getPort()
        + "\",protocol=\"modbus\",connection_type=\"\",cpu_model=\"\",firmware=\"\",site=\"\",line=\"a\",cell=\"\",criticality=\"High\",profile=\"standard\",revision=\"6f1c2a\"} 1");
  }

  @Test
  void aLostPlcIsUnreachableAfterTwoConfirmingAttemptsAndBackWithTheFirstGoodRead() throws Exception {
    monitor.load(plant().json(1));
    monitor.awaitPlc("press", FIRST_GRADE, plc -> plc.grade() == Grade.Healthy);
    press.refuse();
    long lost = System.nanoTime();
    PlcReport gone = monitor.awaitPlc("press", SOON, plc -> plc.reason() == Reason.Unreachable);
    assertThat(Duration.ofNanos(System.nanoTime() - lost)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3000));
    assertThat(gone.grade()).isEqualTo(Grade.PreFault);
    assertThat(gone.score()).isZero();
    assertThat(gone.explanation().getFirst()).startsWith("connection refused after ");
    assertThat(monitor.metric("plc_up{plc=\"press\"}")).isZero();
    assertThat(monitor.metric("plc_errors_total{plc=\"press\",class=\"Refused\"}")).isGreaterThanOrEqualTo(2);
    assertThat(monitor.plc("oven").reachable()).isTrue();
    press.heal();
    monitor.awaitPlc("press", SOON, plc -> Boolean.TRUE.equals(plc.reachable()) && plc.reason() != Reason.Unreachable);
    assertThat(monitor.metric("plc_reconnects_total{plc=\"press\"}")).isEqualTo(1);
  }

  @Test
  void oneLostAnswerDoesNotMakeItUnreachable() throws Exception {
    monitor.load(plant().json(1));
    monitor.awaitPlc("robot", FIRST_GRADE, plc -> plc.grade() == Grade.Healthy);
    robot.reset();
    RunningMonitor.sleep(Duration.ofMillis(300));
    robot.heal();
    monitor.awaitPlc("robot", SOON, plc -> plc.lastOutcome() != null && plc.lastOutcome().startsWith("answered"));
    RunningMonitor.sleep(Duration.ofMillis(1500));
    assertThat(monitor.plc("robot").reachable()).isTrue();
    assertThat(monitor.metric("plc_reconnects_total{plc=\"robot\"}")).isEqualTo(1);
  }

  @Test
  void aPlcThatIsLostForLongDelaysNobodyElse() throws Exception {
    press.refuse();
    monitor.load(plant().json(1));
    monitor.awaitPlc("press", Duration.ofSeconds(10), plc -> Boolean.FALSE.equals(plc.reachable()));
    RunningMonitor.sleep(Duration.ofSeconds(6));
    long lost = System.nanoTime();
    robot.reset();
    monitor.awaitPlc("robot", SOON, plc -> plc.lastOutcome() != null && plc.lastOutcome().startsWith("connection reset"));
    robot.heal();
    monitor.awaitPlc("robot", SOON, plc -> plc.lastOutcome() != null && plc.lastOutcome().startsWith("answered"));
    assertThat(Duration.ofNanos(System.nanoTime() - lost)).isLessThan(Duration.ofMillis(2500));
  }

  @Test
  void aWrongTagIsNotABadLink() throws Exception {
    monitor.load(plant().tags("press", LIFE, "holding-register:5000:INT").tags("robot", S7_LIFE, "%DB9:0:INT").json(1));
    for (String name : List.of("press", "robot")) {
      PlcReport plc = monitor.awaitPlc(name, FIRST_GRADE, p -> p.grade() == Grade.Healthy);
      assertThat(plc.tagProblems()).extracting(MonitorReport.TagProblem::tag).containsExactly("tag1");
      assertThat(plc.tagProblems().getFirst().error()).isEqualTo("AddressError");
      assertThat(monitor.metric("plc_tag_errors_total{plc=\"" + name + "\",class=\"AddressError\"}")).isGreaterThan(1);
      assertThat(monitor.metric("plc_success_ratio{plc=\"" + name + "\"}")).isEqualTo(1);
    }
  }

  @Test
  void aConnectionSurvivesTheEditOfAnotherPlcAndOfItsOwnTags() throws Exception {
    monitor.load(plant().json(1));
    monitor.await(FIRST_GRADE, MonitorIT::allAreReachable);
    RunningMonitor.sleep(Duration.ofSeconds(1));
    double before = Math.min(connectedSeconds("press"), connectedSeconds("robot"));
    monitor.load(plant().tags("press", LIFE, "holding-register:7:INT").without("oven").json(2));
    monitor.await(Duration.ofMillis(700), r -> r.serial() == 2);
    RunningMonitor.sleep(Duration.ofMillis(500));
    for (String name : List.of("press", "robot")) {
      assertThat(connectedSeconds(name)).as(name).isGreaterThan(before);
      assertThat(monitor.metric("plc_reconnects_total{plc=\"" + name + "\"}")).isZero();
    }
    assertThat(monitor.metrics()).doesNotContain("oven");
  }

  @Test
  void changedSettingsReachARunningMonitorAndKeepItsConnections() throws Exception {
    monitor.load(plant().json(1));
    monitor.await(FIRST_GRADE, MonitorIT::allAreReachable);
    long start = System.nanoTime();
    for (long serial = 2; serial <= 9; serial++) {
      long loaded = serial;
      monitor.load(plant(serial % 2 == 0 ? Fleet.link(60_000, 700) : Fleet.link(50, 400)).json(serial));
      monitor.await(SOON, r -> r.serial() == loaded);
    }
    double reads = reads("press");
    RunningMonitor.sleep(Duration.ofSeconds(2));
    assertThat(reads("press") - reads).as("reads in 2 s at 50 ms").isGreaterThan(10);
    double elapsed = (System.nanoTime() - start) / 1e9;
    for (String name : List.of("press", "oven", "robot")) {
      assertThat(connectedSeconds(name)).as(name).isGreaterThan(elapsed);
      assertThat(monitor.metric("plc_reconnects_total{plc=\"" + name + "\"}")).isZero();
    }
  }

  @Test
  void aReleasedPlcIsClosedAndReported() throws Exception {
    monitor.load(plant().json(1));
    monitor.await(FIRST_GRADE, MonitorIT::allAreReachable);
    monitor.load(plant().release("press").json(2));
    MonitorReport report = monitor.await(Duration.ofMillis(700), r -> r.serial() == 2);
    assertThat(report.plcs()).filteredOn(plc -> plc.name().equals("press")).extracting(PlcReport::state).containsExactly(MonitorReport.State.Released);
    assertThat(report.plcs()).filteredOn(plc -> plc.name().equals("oven")).extracting(PlcReport::state).containsExactly(MonitorReport.State.Reading);
    assertThat(monitor.metrics()).doesNotContain("plc=\"press\"");
    monitor.load(plant().json(3));
    monitor.awaitPlc("press", SOON, plc -> Boolean.TRUE.equals(plc.reachable()));
  }

  @Test
  void aBadFileIsRefusedAndTheOldOneStays() throws Exception {
    monitor.load(plant().json(1));
    monitor.await(SOON, r -> r.serial() == 1);
    String good = plant().json(2);
    monitor.load(good.substring(0, good.length() / 2));
    MonitorReport report = monitor.await(SOON, r -> r.rejected() != null);
    assertThat(report.serial()).isEqualTo(1);
    assertThat(String.valueOf(report.rejected())).contains("line 1 column");
    assertThat(monitor.metric("plc_config_info{revision=\"\",state=\"Rejected\"}")).isEqualTo(1);
    assertThat(monitor.metric("plc_config_info{revision=\"6f1c2a\",state=\"Loaded\"}")).isEqualTo(1);
    assertThat(monitor.get(false, "/health/ready", "").statusCode()).isEqualTo(200);
    monitor.load(plant().json(3));
    monitor.await(SOON, r -> r.serial() == 3 && r.rejected() == null);
  }

  @Test
  void aBadAddressRefusesItsPlcAlone() throws Exception {
    monitor.load(plant().tags("press", "holding-register:ten:INT").json(1));
    PlcReport plc = monitor.awaitPlc("press", SOON, p -> p.state() == MonitorReport.State.Refused);
    assertThat(plc.problem()).contains("tags[0] tag0", "\"holding-register:ten:INT\" is not a Modbus address; expected for example");
    monitor.awaitPlc("oven", SOON, p -> Boolean.TRUE.equals(p.reachable()));
  }

  private double connectedSeconds(String plc) {
    return monitor.metric("plc_connection_alive_duration_seconds{plc=\"" + plc + "\"}");
  }

  private double reads(String plc) {
    return monitor.metric("plc_reads_total{plc=\"" + plc + "\",result=\"answered\"}");
  }

  /** Of none nothing is known. */
  private static boolean allAreReachable(MonitorReport report) {
    return !report.plcs().isEmpty() && report.plcs().stream().allMatch(plc -> Boolean.TRUE.equals(plc.reachable()));
  }

  private Fleet plant() {
    return plant(Fleet.link(100, 800));
  }

  private Fleet plant(LinkSettings link) {
    return new Fleet(link)
        .modbus("press", press.address(), 1, LIFE)
        .modbus("oven", oven.address(), 1, LIFE, "holding-register:3:REAL")
        .s7("robot", robot.address(), S7_LIFE, "%DB1:10:REAL");
  }

  private void heal() {
    press.heal();
    oven.heal();
    robot.heal();
  }
}
