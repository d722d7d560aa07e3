package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.poll.Gateway.Reaction;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Penalties;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.SignalName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A score of 100 less a point for each ten milliseconds, graded without hysteresis: the test says how bad the link is. */
class GradeActionsIT {
  /** One slow answer of a busy machine counts for a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final LinkSettings LINK = Fleet.link(500, 10_000);
  private static final Tag ESSENTIAL = Tag.of("life", "holding-register:1:INT").asEssential();
  private static final Tag OTHER = Tag.of("recipe", "holding-register:1000:INT");
  private static final Tag THIRD = Tag.of("count", "holding-register:2000:INT");
  private final AtomicLong millis = new AtomicLong();

  @Test
  void aHealthyPlcIsReadAsDeclared() throws Exception {
    try (Gateway gateway = gateway(0)) {
      assertThat(throughout(Grade.Healthy, gateway, 8).others()).isBetween(6, 9);
      assertThat(gateway.reading(1).care().action().text()).isEqualTo("all tags read as declared");
    }
  }

  @Test
  void warningHalvesTheReadsOfTheOthers() throws Exception {
    try (Gateway gateway = gateway(200)) {
      assertThat(throughout(Grade.Warning, gateway, 12).others()).isBetween(4, 8);
    }
  }

  @Test
  void criticalLeavesTheEssentialOnesAlone() throws Exception {
    try (Gateway gateway = gateway(400)) {
      Asked asked = throughout(Grade.Critical, gateway, 6);
      assertThat(asked.others()).isLessThanOrEqualTo(1);
      assertThat(asked.newest().session().tagAgeSeconds()).as("what is not read does not grow old").isLessThan(asked.seconds());
    }
  }

  @Test
  void preFaultTakesNoFurtherTagsUntilItIsBetterAndKeepsItsTrace() throws Exception {
    try (Gateway gateway = gateway(700)) {
      grade(gateway, Grade.PreFault);
      TraceView trace = Objects.requireNonNull(gateway.reading(1).preFault());
      assertThat(trace.events()).hasSizeBetween(4, Trace.KEPT);
      assertThat(trace.events()).extracting(TraceView.Event::event).contains("Connected", "Answered").endsWith("PreFault");
      assertThat(trace.events()).filteredOn(event -> event.event().equals("Answered")).allMatch(event -> event.millis() > 300);
      gateway.unit(1, LINK, null, ESSENTIAL, OTHER, THIRD).read();
      Gateway.await("it is held", PATIENCE, () -> gateway.reading(1).care().heldTags() == 1);
      assertThat(gateway.reading(1).care().action().hold()).isTrue();
      assertThat(gateway.connections()).isEqualTo(1);
      assertThat(gateway.requestsFrom(2000)).isZero();
    }
  }

  @Test
  void aLostConnectionIsMadeAnewInPreFaultToo() throws Exception {
    try (Gateway gateway = gateway(700)) {
      grade(gateway, Grade.PreFault);
      gateway.hangUp();
      Gateway.await("another", PATIENCE, () -> gateway.connections() == 2);
    }
  }

  /** What is left out is no heartbeat: then those in between are probes. */
  @Test
  void whereTheFastTagsAreLeftOutItIsProbed() throws Exception {
    LinkSettings slow = Fleet.link(2500, 2000);
    LinkSettings link = new LinkSettings(slow.polling(), new Heartbeat(300, 1000, 5, null), slow.connection());
    Tag fast = new Tag("recipe", "holding-register:1000:INT", 100L, false, null, null);
    try (Gateway gateway = gateway(0).unit(1, link, null, ESSENTIAL, fast).read()) {
      millis.set(400);
      Asked asked = throughout(Grade.Critical, gateway, 5);
      assertThat(asked.others()).isLessThanOrEqualTo(1);
      assertThat(asked.probes()).as("between the reads").isPositive();
      assertThat(asked.newest().counts().heartbeatMisses()).isLessThanOrEqualTo(asked.newest().counts().errors().getOrDefault(ErrorClass.RequestTimeout, 0L));
    }
  }

  private Gateway gateway(long delay) throws Exception {
    millis.set(delay);
    Penalties penalties = new Penalties(List.of(new Penalty(SignalName.AckP95, 100, 0, 1)));
    Profile standard = Profile.standard();
    Profile profile = new Profile(standard.window(), standard.decay(), penalties, standard.grades(),
        new Profile.Hysteresis(0, Duration.ZERO, Duration.ZERO), standard.actions());
    return new Gateway((_, _) -> {
      Thread.sleep(millis.get());
      return Reaction.Answer;
    }).by(profile).unit(1, LINK, null, ESSENTIAL, OTHER).read();
  }

  private static void grade(Gateway gateway, Grade grade) {
    Gateway.await(grade.name(), PATIENCE, () -> gateway.reading(1).assessment().grade() == grade);
  }

  /**
   * What was asked while a grade held, on a busy machine not always the first time.
   *
   * @param others requests for the tag that is not essential
   * @param newest what is known at the end
   */
  private record Asked(int others, long probes, double seconds, PlcView.Reading newest) {}

  /** @param essential requests for the essential tag: they are the clock */
  private static Asked throughout(Grade grade, Gateway gateway, int essential) {
    for (int tries = 0; tries < 5; tries++) {
      grade(gateway, grade);
      PlcView.Reading before = gateway.reading(1);
      int others = gateway.requestsFrom(1000);
      int first = gateway.requestsFrom(1);
      long probes = gateway.probes();
      long began = System.nanoTime();
      Gateway.await("asked so often", PATIENCE, () -> gateway.requestsFrom(1) >= first + essential);
      PlcView.Reading after = gateway.reading(1);
      if (after.assessment().grade() != grade || !Objects.equals(after.changed(), before.changed())) continue;
      return new Asked(gateway.requestsFrom(1000) - others, gateway.probes() - probes, (System.nanoTime() - began) / 1e9, after);
    }
    throw new AssertionError("never " + grade + " for as long as it takes to ask " + essential + " times");
  }
}
