package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final EventLoop loop = Loop.start();

  @AfterEach
  void end() {
    loop.close();
  }

  /** As after work on a PLC, during which its connection was released. */
  @Test
  void whatWasNotReadBeforeTheStartIsNeitherLateNorOld() throws Exception {
    Agenda agenda = new Agenda(loop, (_, _) -> { }, tags(), "uid");
    Thread.sleep(50);
    CompletableFuture<long[]> seen = new CompletableFuture<>();
    loop.execute(() -> {
      long now = loop.now();
      agenda.start();
      seen.complete(new long[] {agenda.reference().due() - now, agenda.reference().age(now)});
    });
    assertThat(seen.get(5, TimeUnit.SECONDS)[0]).as("nanoseconds until the first turn").isPositive();
    assertThat(seen.get()[1]).as("age of its values").isNotPositive();
  }

  @Test
  void aMistakeInOneTurnCostsNoOther() throws Exception {
    CountDownLatch turns = new CountDownLatch(3);
    Agenda agenda = new Agenda(loop, (_, _) -> {
      turns.countDown();
      throw new IllegalStateException("a mistake, thrown by a test");
    }, tags(), "uid");
    loop.execute(agenda::start);
    assertThat(turns.await(5, TimeUnit.SECONDS)).isTrue();
  }

  private static TagGroups tags() throws Exception {
    return TagGroups.of(new Endpoint.Modbus("127.0.0.1", 502, 1), List.of(Tag.of("life", "holding-register:1:INT").asEssential()), Fleet.link(20, 20));
  }
}
