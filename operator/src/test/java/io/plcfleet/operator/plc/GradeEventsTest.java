package io.plcfleet.operator.plc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.operator.apply.ObjectEvent;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GradeEventsTest {
  private static final PlcStatus HEALTHY = status(Grade.Healthy, Reason.LinkHealthy);
  private static final PlcStatus WARNING = status(Grade.Warning, Reason.AckLatencyHigh);
  private static final PlcStatus CRITICAL = status(Grade.Critical, Reason.AckLatencyHigh);
  private static final PlcStatus UNREACHABLE = status(Grade.PreFault, Reason.Unreachable);
  private static final PlcStatus WARMING_UP = status(Grade.Unknown, Reason.WarmingUp);
  private static final PlcStatus NOT_MONITORED = status(Grade.Unknown, Reason.NotMonitored);

  private final GradeEvents events = new GradeEvents();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aChangeIsAnEventInTheWordsOfTheStatus() {
    after("press-07", HEALTHY, HEALTHY);
    ObjectEvent event = after("press-07", HEALTHY, WARNING).orElseThrow();
    assertThat(event.reason()).isEqualTo("AckLatencyHigh");
    assertThat(event.warns()).isTrue();
    assertThat(event.note()).isEqualTo("Healthy -> Warning, score 80: ACK P95 164 ms costs 9 of 15 points. " + Reason.AckLatencyHigh.action()
        + " See docs/runbooks/AckLatencyHigh.md");
    assertThat(event.name()).startsWith("press-07.");
    assertThat(after("press-07", WARNING, HEALTHY).orElseThrow().warns()).isFalse();
  }

  @Test
  void theSameGradeIsNoNews() {
    assertThat(after("press-07", HEALTHY, WARNING)).isPresent();
    assertThat(after("press-07", WARNING, WARNING)).isEmpty();
    assertThat(after("press-07", WARNING, status(Grade.Warning, Reason.RttJitterHigh))).isEmpty();
  }

  @Test
  void aPlcThatBeginsWellIsNoNewsAndOneThatBeginsBadlyIs() {
    assertThat(after("good", null, NOT_MONITORED)).isEmpty();
    assertThat(after("good", NOT_MONITORED, WARMING_UP)).isEmpty();
    assertThat(after("good", WARMING_UP, HEALTHY)).isEmpty();
    assertThat(after("bad", null, NOT_MONITORED)).isEmpty();
    assertThat(after("bad", NOT_MONITORED, WARNING).orElseThrow().note()).startsWith("Warning, score 80: ");
  }

  /** A monitor that restarts knows nothing for some seconds; what was told stays what is known. */
  @Test
  void warmingUpIsPassedOver() {
    after("press-07", HEALTHY, HEALTHY);
    assertThat(after("press-07", HEALTHY, WARMING_UP)).isEmpty();
    assertThat(after("press-07", WARMING_UP, HEALTHY)).isEmpty();
    after("press-07", HEALTHY, CRITICAL);
    after("press-07", CRITICAL, WARMING_UP);
    assertThat(after("press-07", WARMING_UP, HEALTHY).orElseThrow().note()).startsWith("Critical -> Healthy");
  }

  @Test
  void anOperatorThatRestartsGoesOnWhereTheLastOneWas() {
    assertThat(after("press-07", CRITICAL, CRITICAL)).isEmpty();
    assertThat(after("press-08", CRITICAL, HEALTHY).orElseThrow().note()).startsWith("Critical -> Healthy");
  }

  @Test
  void aPlcThatNobodyReadsIsAWarning() {
    assertThat(after("press-07", HEALTHY, NOT_MONITORED).orElseThrow().warns()).isTrue();
    assertThat(after("press-07", NOT_MONITORED, HEALTHY).orElseThrow().note()).startsWith("Unknown -> Healthy");
  }

  @Test
  void theSameAgainWithinTenMinutesIsCountedInTheSameEvent() {
    ObjectEvent first = after("press-07", HEALTHY, UNREACHABLE).orElseThrow();
    now = now.plusSeconds(20);
    after("press-07", UNREACHABLE, HEALTHY);
    now = now.plusSeconds(20);
    ObjectEvent again = after("press-07", HEALTHY, UNREACHABLE).orElseThrow();
    assertThat(again.name()).isEqualTo(first.name());
    assertThat(again.count()).isEqualTo(2);
    assertThat(again.last()).isEqualTo(now);
    assertThat(again.note()).isEqualTo(first.note());
    after("press-07", UNREACHABLE, HEALTHY);
    now = now.plus(Duration.ofMinutes(10));
    ObjectEvent later = after("press-07", HEALTHY, UNREACHABLE).orElseThrow();
    assertThat(later.count()).isEqualTo(1);
    assertThat(later.name()).isNotEqualTo(first.name());
  }

  @Test
  void aPlantThatGoesDownIsNoFlood() {
    for (int i = 0; i < GradeEvents.AT_ONCE + 50; i++) after("press-" + i, HEALTHY, UNREACHABLE);
    assertThat(events.leftOut()).isEqualTo(50);
    assertThat(events.leftOut()).as("asked for once").isZero();
    now = now.plusSeconds(2);
    int told = 0;
    for (int i = 0; i < 20; i++) told += after("robot-" + i, HEALTHY, UNREACHABLE).isPresent() ? 1 : 0;
    assertThat(told).as("five a second").isEqualTo(10);
    assertThat(after("robot-19", UNREACHABLE, HEALTHY)).as("nobody knows that it was unreachable").isEmpty();
  }

  @Test
  void whatIsGoneIsForgotten() {
    after("press-07", HEALTHY, WARNING);
    events.keepOnly(Set.of());
    assertThat(after("press-07", null, HEALTHY)).as("one made anew is another one").isEmpty();
  }

  @Test
  void aLongNoteIsCutToWhatKubernetesTakes() {
    PlcStatus long1 = new PlcStatus(1L, Grade.Warning, 80, Reason.AckLatencyHigh, List.of("ü".repeat(900)), null, null, null, null, null, null, null, null, null);
    assertThat(after("press-07", HEALTHY, long1).orElseThrow().note().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(900, 1024);
  }

  @Test
  void aLongNameStaysAName() {
    ObjectEvent event = after("a".repeat(199) + "." + "b".repeat(50), HEALTHY, WARNING).orElseThrow();
    assertThat(event.name()).hasSizeLessThan(253).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?").doesNotContain("..");
  }

  private Optional<ObjectEvent> after(String name, @Nullable PlcStatus before, PlcStatus written) {
    Plc plc = new Plc();
    plc.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("plant").withUid("uid-of-" + name).build());
    return events.after(plc, before, written, now);
  }

  private static PlcStatus status(Grade grade, Reason reason) {
    boolean well = reason == Reason.LinkHealthy;
    boolean slow = reason == Reason.AckLatencyHigh;
    return new PlcStatus(1L, grade, slow ? 80 : null, reason, slow ? List.of("ACK P95 164 ms costs 9 of 15 points") : null,
        well ? null : reason.action(), well ? null : "docs/" + reason.runbook(), null, null, null, null, null, null, null);
  }
}
