package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.poll.Gateway.Reaction;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Units behind one gateway: what is wrong with some costs the others next to nothing. */
class SharedConnectionIT {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final int MANY = 30;
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
      int before = gateway.requests(1);
      gateway.hangUp();
      Gateway.await("the reconnect", SOON, () -> gateway.connections() == 2);
      Gateway.await("the dead are asked again", SOON, () -> gateway.requests(1) > before);
      Gateway.pause(Duration.ofSeconds(1));
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

  /** As after a firewall has forgotten it: all of a large gateway's units hang on it, and none is lost. */
  @Test
  void aDeafConnectionOfManyUnitsIsMadeAnewAfterAFewTimeouts() throws Exception {
    AtomicInteger unanswered = new AtomicInteger();
    try (Gateway gateway = new Gateway((connection, _) -> {
      if (!fault.get() || connection > 1) return Reaction.Answer;
      unanswered.incrementAndGet();
      return Reaction.Silence;
    })) {
      for (int unit = 1; unit <= MANY; unit++) gateway.unit(unit, OFTEN, TIMEOUT);
      gateway.read();
      Gateway.await("all are read", SOON, () -> IntStream.rangeClosed(1, MANY).allMatch(gateway::reachable));
      fault.set(true);
      Gateway.await("another connection", SOON, () -> gateway.connections() == 2);
      assertThat(unanswered).as("five are enough, and no other unit is asked").hasValueBetween(5, 8);
      long before = gateway.answered(MANY);
      Gateway.await("all are read on", SOON, () -> gateway.answered(MANY) > before + 2);
      assertThat(IntStream.rangeClosed(1, MANY)).as("none was lost").allMatch(gateway::reachable);
      assertThat(gateway.connections()).isEqualTo(2);
    }
  }

  @Test
  void manyUnitsThatFallSilentTogetherCostTheOthersFewReconnects() throws Exception {
    try (Gateway gateway = new Gateway((_, unit) -> fault.get() && unit > 10 && unit <= 20 ? Reaction.Silence : Reaction.Answer)) {
      for (int unit = 1; unit <= MANY; unit++) gateway.unit(unit, OFTEN, TIMEOUT);
      gateway.read();
      Gateway.await("all are read", SOON, () -> IntStream.rangeClosed(1, MANY).allMatch(gateway::reachable));
      fault.set(true);
      Gateway.await("the dead are lost", Duration.ofSeconds(15), () -> IntStream.rangeClosed(11, 20).allMatch(gateway::unreachable));
      int connections = gateway.connections();
      assertThat(connections).isLessThanOrEqualTo(3);
      long before = gateway.answered(1);
      Gateway.pause(Duration.ofSeconds(2));
      assertThat(gateway.connections()).as("who is known to be dead is blamed on nobody else").isEqualTo(connections);
      assertThat(gateway.answered(1) - before).isGreaterThan(10);
      assertThat(IntStream.rangeClosed(1, 10)).allMatch(gateway::reachable);
    }
  }

  @Test
  void aUnitWhoseReadBreaksTheConnectionBacksOffAlone() throws Exception {
    try (Gateway gateway = new Gateway((_, unit) -> unit == 1 ? Reaction.HangUp : Reaction.Answer)) {
      for (int unit = 1; unit <= 3; unit++) gateway.unit(unit, OFTEN, TIMEOUT);
      gateway.read();
      Gateway.await("it is lost", Duration.ofSeconds(15), () -> gateway.unreachable(1));
      for (int unit = 2; unit <= 3; unit++) {
        assertThat(gateway.answered(unit)).as("most of the time the connection is up").isGreaterThan(10);
        assertThat(gateway.reading(unit).counts().errors()).isEmpty();
        assertThat(gateway.reachable(unit)).isTrue();
      }
      int connections = gateway.connections();
      long before = gateway.answered(2);
      Gateway.pause(SOON);
      assertThat(gateway.connections() - connections).isBetween(1, 3);
      assertThat(gateway.answered(2) - before).isGreaterThan(10);
    }
  }

  @Test
  void aGatewayThatHangsUpOnEverybodyIsLostForEverybody() throws Exception {
    try (Gateway gateway = new Gateway((_, _) -> fault.get() ? Reaction.HangUp : Reaction.Answer)) {
      for (int unit = 1; unit <= 3; unit++) gateway.unit(unit, OFTEN, TIMEOUT);
      gateway.read();
      Gateway.await("all are read", SOON, () -> IntStream.rangeClosed(1, 3).allMatch(gateway::reachable));
      fault.set(true);
      Gateway.await("all are lost", Duration.ofSeconds(15), () -> IntStream.rangeClosed(1, 3).allMatch(gateway::unreachable));
      fault.set(false);
      Gateway.await("all are back", Duration.ofSeconds(10), () -> IntStream.rangeClosed(1, 3).allMatch(gateway::reachable));
    }
  }
}
