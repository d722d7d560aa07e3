package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.Role;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import io.plcfleet.simulator.CpuState;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.ModbusPlcs;
import io.plcfleet.simulator.S7Plcs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link is good, and the program of the PLC does not run. */
class StandstillIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aStoppedCpuIsCriticalAndItsLinkAsGoodAsBefore(@TempDir Path folder) throws Exception {
    try (S7Plcs plcs = S7Plcs.start(List.of("robot")); RunningMonitor monitor = new RunningMonitor(folder)) {
      monitor.load(new Fleet(500, 800).s7("robot", plcs.address("robot"), "%DB1:0:INT").json(1));
      monitor.awaitPlc("robot", PATIENCE, plc -> plc.grade() == Grade.Healthy);
      plcs.cpu("robot", CpuState.Stop);
      PlcReport stopped = monitor.awaitPlc("robot", PATIENCE, plc -> plc.reason() == Reason.CpuStopped);
      assertThat(stopped.grade()).isEqualTo(Grade.Critical);
      assertThat(Objects.requireNonNull(stopped.score())).isGreaterThan(90);
      plcs.cpu("robot", CpuState.Run);
      monitor.awaitPlc("robot", PATIENCE, plc -> plc.reason() != Reason.CpuStopped);
    }
  }

  @Test
  void aLifeSignThatStandsStillIsCritical(@TempDir Path folder) throws Exception {
    try (ModbusPlcs plcs = new ModbusPlcs("127.0.0.1"); RunningMonitor monitor = new RunningMonitor(folder)) {
      Tag counts = new Tag("life", "holding-register:1:INT", null, true, Role.LifeSign, null);
      Tag stands = new Tag("life", "holding-register:100:INT", null, true, Role.LifeSign, 1000L);
      Fleet fleet = new Fleet(200, 150).modbus("press", plcs.serve(Device.modbus("press")), 1, "holding-register:1:INT");
      monitor.load(fleet.tags("press", counts).json(1));
      monitor.awaitPlc("press", PATIENCE, plc -> plc.grade() == Grade.Healthy);
      RunningMonitor.sleep(Duration.ofSeconds(6));
      assertThat(monitor.plc("press").grade()).isEqualTo(Grade.Healthy);
      monitor.load(fleet.tags("press", stands).json(2));
      PlcReport frozen = monitor.awaitPlc("press", PATIENCE, plc -> plc.reason() == Reason.LifeSignFrozen);
      assertThat(frozen.grade()).isEqualTo(Grade.Critical);
      monitor.load(fleet.tags("press", counts).json(3));
      monitor.awaitPlc("press", PATIENCE, plc -> plc.reason() != Reason.LifeSignFrozen);
    }
  }
}
