package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.Connections;
import io.plcfleet.contract.MonitorConfig.Maintenance;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.recording.Recordings;
import io.plcfleet.scoring.Profile;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShardTest {
  /** Rows are used again: one that a mistake of ours leaves out must not tell of the PLC that had it before. */
  @Test
  void aPlcThatCouldNotBeBegunHasARowOfItsOwn() {
    try (Loops loops = Loops.start(1)) {
      Shard shard = new Shard(loops, Clock.systemUTC(), new Recordings(Duration.ZERO));
      PlcSamples[] rows = {new PlcSamples()};
      read(shard, plc(1, null));
      fill(shard, rows);
      assertThat(rows[0].assignment().entry().name()).isEqualTo("unit-1");
      assertThat(rows[0].state()).isEqualTo(MonitorReport.State.Reading);
      read(shard, plc(2, new Maintenance("belt change", "no time, which the file's check refuses", Connections.Keep)));
      fill(shard, rows);
      assertThat(rows[0].assignment().entry().name()).isEqualTo("unit-2");
      assertThat(rows[0].state()).isEqualTo(MonitorReport.State.Refused);
    }
  }

  /** The third of three: the second cannot be begun. */
  @Test
  void aMistakeWithOnePlcKeepsNoOtherFromBeginning() {
    try (Loops loops = Loops.start(1)) {
      Shard shard = new Shard(loops, Clock.systemUTC(), new Recordings(Duration.ZERO));
      read(shard, plc(1, null), plc(2, new Maintenance("belt change", "no time, which the file's check refuses", Connections.Keep)), plc(3, null));
      PlcSamples[] rows = {new PlcSamples(), new PlcSamples(), new PlcSamples()};
      assertThat(shard.fill(0, rows).orTimeout(10, TimeUnit.SECONDS).join().filled()).isEqualTo(3);
      assertThat(rows).extracting(PlcSamples::state)
          .containsExactly(MonitorReport.State.Reading, MonitorReport.State.Refused, MonitorReport.State.Reading);
    }
  }

  private static void fill(Shard shard, PlcSamples[] rows) {
    assertThat(shard.fill(0, rows).orTimeout(10, TimeUnit.SECONDS).join().filled()).isEqualTo(1);
  }

  private static void read(Shard shard, Assignment... plcs) {
    shard.apply(Prepared.of(new Assignments(1, Set.of("r1"), Map.of("standard", Profile.standard()), List.of(plcs))));
  }

  private static Assignment plc(int unit, @Nullable Maintenance maintenance) {
    Endpoint.Modbus endpoint = new Endpoint.Modbus("127.0.0.1", 1, unit);
    PlcEntry entry = new PlcEntry("unit-" + unit, "uid-" + unit, "r1", State.Read, endpoint, null, null, null, null, "plain",
        List.of(Tag.of("life", "holding-register:1:INT").asEssential()), null, "standard", null, maintenance, Map.of());
    return new Assignment(entry, endpoint, Fleet.link(1000, 800), Profile.standard(), null);
  }
}
