package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.poll.Gateway.Reaction;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Units behind one gateway: what is wrong with some costs the others next to nothing. */
class SharedConnectionTest {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final Duration SOON = Duration.ofSeconds(5);
  private final AtomicBoolean fault = new AtomicBoolean();

  @Test
  void silentUnitsAtTheFrontOfTheListStarveNobody() throws Exception {
    try (Gateway gateway = new Gateway((_, unit) -> unit <= 3 ? Reaction.Silence : Reaction.Answer)) {
      for (int unit = 1; unit <= 6; unit++) gateway.unit(unit, OFTEN, TIMEOUT);
      gateway.read();
      Gateway.await("the living are read", SOON, () -> IntStream.rangeClosed(4, 6).allMatch(unit -> gateway.answered(unit) > 10));
      Gateway.await("the dead are lost", SOON, () -> IntStream.rangeClosed(1, 3).allMatch(gateway::unreachable));
      assertThat(gateway.connections()).isEqualTo(1);
    }
  }

  @Test
  void unitsThatFallSilentTakeNobodyAlongNotEvenOverAReconnect() throws Exception {
    try (Gateway gateway = new Gateway((_, unit) -> fault.get() && unit <= 3 ? Reaction.Silence : Reaction.Answer)) {
      for (int unit = 1; unit <= 3; unit++) gateway.unit(unit, OFTEN, TIMEOUT);
      gateway.unit(4, SELDOM, TIMEOUT).read();
      Gateway.await("all are read", SOON, () -> IntStream.rangeClosed(1, 4).allMatch(gateway::reachable));
      fault.set(true);
      Gateway.await("the dead are lost", SOON, () -> IntStream.rangeClosed(1, 3).allMatch(gateway::unreachable));
      assertThat(gateway.connections()).as("unit 4 was asked, and answered for the connection").isEqualTo(1);
      gateway.hangUp();
      Gateway.await("the reconnect", SOON, () -> gateway.connections() == 2);
      int before = gateway.requests(1);
      Gateway.await("the dead are asked again", SOON, () -> gateway.requests(1) > before + 1);
      assertThat(gateway.reachable(4)).isTrue();
      assertThat(gateway.connections()).isEqualTo(2);
    }
  }

  @Test
  void aDeafConnectionIsMadeAnewThoughOnlyOneUnitIsAskedOften() throws Exception {
    try (Gateway gateway = new Gateway((connection, _) -> fault.get() && connection == 1 ? Reaction.Silence : Reaction.Answer)) {
      gateway.unit(1, OFTEN, TIMEOUT).unit(2, SELDOM, TIMEOUT).read();
      Gateway.await("both are read", SOON, () -> gateway.reachable(1) && gateway.reachable(2));
      fault.set(true);
      Gateway.await("another connection", SOON, () -> gateway.connections() == 2);
      Gateway.await("both are back", SOON, () -> gateway.reachable(1) && gateway.reachable(2));
    }
  }
}
