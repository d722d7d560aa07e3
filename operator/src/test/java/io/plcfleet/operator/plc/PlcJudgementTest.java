package io.plcfleet.operator.plc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcSpec;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.api.v1alpha1.PlcStatus.Effective;
import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.contract.MonitorReport.TagProblem;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.report.MonitorWord;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.operator.status.Runbooks;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlcJudgementTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ShardKey SHARD = new ShardKey("plant", "line-a-0");
  private static final MonitorWord QUIET = new MonitorWord(0, null, null, false, false);

  private final Plc plc = new Plc();
  private Instant now = NOW;
  private Runbooks runbooks = Runbooks.NOT_SERVED;

  PlcJudgementTest() {
    plc.setMetadata(new ObjectMetaBuilder().withName("press-07").withNamespace("plant").withUid("u").withGeneration(3L).build());
    spec("modbus: {host: a}");
  }

  @Test
  void withoutAFleetItWaitsForHalfAMinuteAndThenSaysSo() {
    judge(null, MonitorWord.NONE);
    assertThat(ready()).isEqualTo("False NoFleet");
    assertThat(of("Reconciling")).isEqualTo("True NoFleet");
    now = NOW.plusSeconds(29);
    judge(null, MonitorWord.NONE);
    assertThat(of("Stalled")).isEqualTo("False NoFleet");
    now = NOW.plusSeconds(30);
    judge(null, MonitorWord.NONE);
    assertThat(of("Stalled")).isEqualTo("True NoFleet");
    assertThat(of("Reconciling")).isEqualTo("False NoFleet");
    assertThat(plc.getStatus().grade()).isEqualTo(Grade.Unknown);
  }

  @Test
  void itIsReadyWhenItsMonitorReadsIt() {
    judge(placed(), QUIET);
    assertThat(ready()).isEqualTo("False Progressing");
    judge(placed(), heard(6, report(Grade.Healthy, 97.4)));
    assertThat(ready()).as("the monitor has not loaded serial 7").isEqualTo("False Progressing");
    judge(placed(), heard(7, report(Grade.Healthy, 97.4)));
    assertThat(ready()).isEqualTo("True AsDeclared");
    assertThat(of("Reachable")).isEqualTo("True Answers");
    assertThat(of("Monitored")).isEqualTo("True Reported");
    assertThat(plc.getStatus().score()).isEqualTo(97);
    assertThat(plc.getStatus().shard()).isEqualTo("line-a-0");
  }

  @Test
  void aChangeOfANeighbourDoesNotMakeItUnready() {
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    judge(new PlcVerdict("line-a", 3, SHARD, 8, "r1", null, List.of(), null), heard(7, report(Grade.Healthy, 97)));
    assertThat(ready()).isEqualTo("True AsDeclared");
  }

  @Test
  void aDeadDeviceIsReadyButNotReachable() {
    judge(placed(), heard(7, new PlcReport("press-07", "u", "modbus://a:502/1", "r1", MonitorReport.State.Reading, false, Grade.PreFault, 0.0,
        Reason.Unreachable, List.of("unreachable"), "connection refused after 3 ms", null, List.of(), null, null, null, null, null)));
    assertThat(ready()).isEqualTo("True AsDeclared");
    assertThat(of("Reachable")).isEqualTo("False Unreachable");
    assertThat(Conditions.find(plc.getStatus().conditions(), "Reachable").orElseThrow().message()).isEqualTo("connection refused after 3 ms");
    assertThat(plc.getStatus().score()).isZero();
  }

  @Test
  void aRefusedTagIsNamed() {
    judge(placed(), heard(7, new PlcReport("press-07", "u", "modbus://a:502/1", "r1", MonitorReport.State.Reading, true, Grade.Healthy, 99.0,
        Reason.LinkHealthy, List.of(), null, null, List.of(new TagProblem("life", "coil:9", "AddressError", "no such address")), null, null, null, null, null)));
    assertThat(of("Stalled")).isEqualTo("True TagRefused");
    assertThat(Conditions.find(plc.getStatus().conditions(), "Stalled").orElseThrow().message()).isEqualTo("life (coil:9): AddressError, no such address");
    assertThat(plc.getStatus().grade()).as("a wrong tag is not a bad link").isEqualTo(Grade.Healthy);
  }

  @Test
  void aBadEditKeepsTheGradeOfWhatStillRuns() {
    Problem problem = new Problem("spec.tags[0].address", ConditionReason.InvalidTagAddress, "\"x\" is not a Modbus address");
    judge(new PlcVerdict("line-a", 3, SHARD, 7, "r1", null, List.of(problem), null), heard(7, report(Grade.Warning, 75)));
    assertThat(of("Stalled")).isEqualTo("True InvalidTagAddress");
    assertThat(Conditions.find(plc.getStatus().conditions(), "Stalled").orElseThrow().message())
        .isEqualTo("spec.tags[0].address: \"x\" is not a Modbus address; it is read as before");
    assertThat(plc.getStatus().grade()).isEqualTo(Grade.Warning);
  }

  @Test
  void betweenTwoMonitorsTheLastWordStays() {
    judge(placed(), heard(7, report(Grade.Warning, 75)));
    judge(placed(), QUIET);
    assertThat(plc.getStatus().grade()).isEqualTo(Grade.Warning);
    assertThat(of("Monitored")).isEqualTo("True Reported");
    judge(placed(), MonitorWord.NONE);
    assertThat(plc.getStatus().grade()).isEqualTo(Grade.Unknown);
    assertThat(plc.getStatus().score()).isNull();
    assertThat(of("Monitored")).isEqualTo("Unknown MonitorSilent");
    assertThat(ready()).isEqualTo("False MonitorSilent");
  }

  /** After a downgrade the conditions may say what this version has no word for. */
  @Test
  void aReasonOfAnotherVersionStaysAsItIs() {
    judge(placed(), heard(7, report(Grade.Warning, 75)));
    PlcStatus status = plc.getStatus();
    List<Condition> others = Objects.requireNonNull(status.conditions()).stream()
        .map(c -> c.type().equals("Monitored") ? new Condition(c.type(), c.status(), "ReportedSince", c.message(), c.lastTransitionTime(), c.observedGeneration()) : c).toList();
    plc.setStatus(new PlcStatus(status.observedGeneration(), status.grade(), status.score(), status.reason(), status.explanation(), status.action(), status.runbook(), status.diagnosis(),
        status.fleet(), status.shard(), status.revision(), status.effective(), status.warnings(), others));
    judge(placed(), QUIET);
    assertThat(of("Monitored")).isEqualTo("True ReportedSince");
    assertThat(of("Reachable")).isEqualTo("True Answers");
  }

  @Test
  void aMonitorThatStartedAnewAndRefusesItsFileReadsNobody() {
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    judge(placed(), new MonitorWord(0, null, null, true, false));
    assertThat(ready()).isEqualTo("False Progressing");
    assertThat(of("Monitored")).isEqualTo("False NotMonitored");
    judge(placed(), new MonitorWord(0, null, "plcs[3].uid stands twice", true, false));
    assertThat(of("Stalled")).isEqualTo("True ConfigRejected");
  }

  /** Credentials, for example: the field and the way out are the monitor's words, and the link keeps its grade. */
  @Test
  void whatMustBeCorrectedBeforeItCanBeReadIsSaid() {
    judge(placed(), heard(7, new PlcReport("press-07", "u", "opcua://a:4840", "r1", MonitorReport.State.Reading, null, Grade.Unknown, null,
        Reason.WarmingUp, List.of(), null, "spec.opcUa.credentialsRef.name \"late\" has no client.key", List.of(), null, null, null, null, null)));
    assertThat(ready()).isEqualTo("False ConfigRejected");
    assertThat(Conditions.find(plc.getStatus().conditions(), "Stalled").orElseThrow().message()).contains("credentialsRef.name \"late\" has no client.key");
    assertThat(of("Reachable")).startsWith("Unknown");
  }

  @Test
  void waitingForReleaseIsNoFault() {
    judge(new PlcVerdict("line-a", 3, null, 0, "", null, List.of(), new NotPlaced(ConditionReason.WaitingForRelease, "held by plant/b-0")), MonitorWord.NONE);
    assertThat(of("Reconciling")).isEqualTo("True WaitingForRelease");
    judge(new PlcVerdict("line-a", 3, null, 0, "", null, List.of(), new NotPlaced(ConditionReason.DuplicateEndpoint, "read already")), MonitorWord.NONE);
    assertThat(of("Stalled")).isEqualTo("True DuplicateEndpoint");
    assertThat(of("Monitored")).isEqualTo("False NotMonitored");
  }

  @Test
  void aStalledFleetLeavesItsReadyPlcsReady() {
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    PlcVerdict stalled = new PlcVerdict("line-a", 3, SHARD, 7, "r1", null, List.of(), new NotPlaced(ConditionReason.FleetStalled, "its fleet is stalled"));
    judge(stalled, heard(7, report(Grade.Healthy, 97)));
    assertThat(ready()).isEqualTo("True AsDeclared");
    plc.getMetadata().setGeneration(4L);
    judge(new PlcVerdict("line-a", 4, SHARD, 7, "r1", null, List.of(), new NotPlaced(ConditionReason.FleetStalled, "its fleet is stalled")), heard(7, report(Grade.Healthy, 97)));
    assertThat(of("Stalled")).isEqualTo("True FleetStalled");
  }

  @Test
  void transitionTimesMoveOnlyWithTheStatus() {
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    now = NOW.plusSeconds(100);
    judge(placed(), heard(7, report(Grade.Warning, 80)));
    assertThat(Conditions.find(plc.getStatus().conditions(), "Ready").orElseThrow().lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void gradesAreWrittenAtOnceAndScoresNowAndThen() {
    PlcStatus healthy = next(placed(), heard(7, report(Grade.Healthy, 97)));
    assertThat(PlcJudgement.worthWriting(null, healthy, null, NOW)).isTrue();
    assertThat(PlcJudgement.worthWriting(healthy, healthy, null, NOW)).isFalse();
    assertThat(worth(healthy, report(Grade.Warning, 89), 1)).as("another grade").isTrue();
    assertThat(worth(healthy, report(Grade.Healthy, 93), 60)).as("4 points").isFalse();
    assertThat(worth(healthy, report(Grade.Healthy, 92), 29)).as("5 points, but too soon").isFalse();
    assertThat(worth(healthy, report(Grade.Healthy, 92), 30)).as("5 points").isTrue();
  }

  @Test
  void maintenanceSaysUntilWhenAndKeepsTheScore() {
    judge(placed(), heard(7, report(Grade.Warning, 75)));
    spec("modbus: {host: a}, maintenance: {active: true, reason: belt change, until: \"2026-01-01T02:00:00+01:00\", connections: Release}");
    judge(placed(), heard(7, new PlcReport("press-07", "u", "modbus://a:502/1", "r1", MonitorReport.State.Reading, null, Grade.Maintenance, null,
        Reason.Maintenance, List.of(), null, null, List.of(), null, null, null, null, null)));
    assertThat(plc.getStatus().grade()).isEqualTo(Grade.Maintenance);
    assertThat(plc.getStatus().score()).isEqualTo(75);
    assertThat(ready()).as("a released connection is as declared").isEqualTo("True AsDeclared");
    assertThat(of("Maintenance")).isEqualTo("True Maintenance");
    assertThat(message("Maintenance")).isEqualTo("belt change, its connection released, until 2026-01-01T01:00:00Z");
    now = Instant.parse("2026-01-01T01:00:00Z");
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    assertThat(of("Maintenance")).isEqualTo("False MaintenanceExpired");
    assertThat(message("Maintenance")).startsWith("over since 2026-01-01T01:00:00Z");
    spec("modbus: {host: a}, maintenance: {active: false}");
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    assertThat(Conditions.find(plc.getStatus().conditions(), "Maintenance")).isEmpty();
  }

  @Test
  void maintenanceThatNoMonitorWasToldIsNotInForce() {
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    spec("modbus: {host: a}, maintenance: {active: true, until: \"2026-01-01T01:00:00Z\", connections: Release}");
    plc.getMetadata().setGeneration(4L);
    NotPlaced stalled = new NotPlaced(ConditionReason.FleetStalled, "its fleet is stalled: spec.overrides: two tie");
    judge(new PlcVerdict("line-a", 4, SHARD, 8, "r1", null, List.of(), stalled), heard(7, report(Grade.Healthy, 97)));
    assertThat(of("Maintenance")).isEqualTo("False Progressing");
    assertThat(message("Maintenance")).as("a stalled fleet passes it on").isEqualTo("declared until 2026-01-01T01:00:00Z, but not in force: its monitor has not begun it");
    NotPlaced full = new NotPlaced(ConditionReason.ShardFull, "monitor line-a-0 holds as much as one ConfigMap takes");
    plc.getMetadata().setGeneration(5L);
    judge(new PlcVerdict("line-a", 5, SHARD, 8, "r1", null, List.of(), full), heard(8, report(Grade.Healthy, 97)));
    assertThat(message("Maintenance")).endsWith("but not in force: monitor line-a-0 holds as much as one ConfigMap takes");
    judge(new PlcVerdict("line-a", 5, SHARD, 9, "r1", null, List.of(), null), heard(8, report(Grade.Healthy, 97)));
    assertThat(message("Maintenance")).endsWith("but not in force: waiting for monitor line-a-0 to load the configuration");
    judge(new PlcVerdict("line-a", 5, null, 0, "", null, List.of(), stalled), MonitorWord.NONE);
    assertThat(message("Maintenance")).as("nobody reads it").endsWith("but not in force: its fleet is stalled: spec.overrides: two tie");
    judge(null, MonitorWord.NONE);
    assertThat(of("Maintenance")).as("nobody reads it").isEqualTo("False Progressing");
  }

  @Test
  void betweenTwoMonitorsMaintenanceStaysWhatItWas() {
    spec("modbus: {host: a}, maintenance: {active: true, until: \"2026-01-01T01:00:00Z\"}");
    judge(placed(), QUIET);
    assertThat(of("Maintenance")).isEqualTo("False Progressing");
    judge(placed(), heard(7, report(Grade.Maintenance, 97)));
    assertThat(of("Maintenance")).isEqualTo("True Maintenance");
    judge(placed(), QUIET);
    assertThat(of("Maintenance")).isEqualTo("True Maintenance");
    judge(placed(), MonitorWord.NONE);
    assertThat(of("Maintenance")).isEqualTo("Unknown MonitorSilent");
    assertThat(message("Maintenance")).isEqualTo("declared until 2026-01-01T01:00:00Z, but monitor line-a-0 has not reported for 15 s");
  }

  @Test
  void whatIsInForceButBetterLookedAtIsAWarning() {
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    assertThat(plc.getStatus().warnings()).isNull();
    spec("s7: {host: a, connectionType: PG}, maintenance: {active: true, until: \"2026-01-08T00:00:01Z\"}");
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    assertThat(plc.getStatus().warnings()).hasSize(2).anySatisfy(w -> assertThat(w).startsWith("spec.s7.connectionType: PG takes the connection"))
        .anySatisfy(w -> assertThat(w).startsWith("spec.maintenance.until: 2026-01-08T00:00:01Z is more than 7 days away"));
    assertThat(ready()).isEqualTo("True AsDeclared");
    now = NOW.plusSeconds(1);
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    assertThat(plc.getStatus().warnings()).hasSize(1);
  }

  @Test
  void whatItsMonitorReadsItByIsTold() {
    PlcStatus before = next(placed(), heard(7, report(Grade.Healthy, 97)));
    PlcVerdict other = new PlcVerdict("line-a", 3, SHARD, 7, "r1", new Effective("5s", "800ms", List.of("graz"), "modbus+graz"), List.of(), null);
    plc.setStatus(before);
    PlcStatus status = next(other, heard(7, report(Grade.Healthy, 97)));
    assertThat(status.effective()).isNotNull().extracting(Effective::interval).isEqualTo("5s");
    assertThat(PlcJudgement.worthWriting(before, status, now, now)).isTrue();
  }

  @Test
  void aDiagnosisIsWrittenAtOnceAndItsConfidenceNowAndThen() {
    PlcStatus warning = next(placed(), heard(7, report(Grade.Warning, 80)));
    PlcReport medium = diagnosed("2026-01-01T00:00:05Z", "3 failures", Confidence.Medium);
    assertThat(worth(warning, medium, 1)).as("the class").isTrue();
    plc.setStatus(warning);
    PlcStatus said = next(placed(), heard(7, medium));
    assertThat(worth(said, diagnosed("2026-01-01T00:00:06Z", "4 failures", Confidence.Medium), 60)).as("other words").isFalse();
    assertThat(worth(said, diagnosed("2026-01-01T00:00:06Z", "9 failures", Confidence.High), 29)).as("surer, but too soon").isFalse();
    assertThat(worth(said, diagnosed("2026-01-01T00:00:06Z", "9 failures", Confidence.High), 30)).as("surer").isTrue();
    assertThat(worth(said, report(Grade.Warning, 80), 1)).as("over").isTrue();
  }

  @Test
  void aDiagnosisKeepsItsFirstTime() {
    judge(placed(), heard(7, diagnosed("2026-01-01T00:00:05Z", "3 failures", Confidence.Medium)));
    judge(placed(), heard(7, diagnosed("2026-01-01T00:00:06Z", "9 failures", Confidence.High)));
    assertThat(plc.getStatus().diagnosis())
        .isEqualTo(new PlcStatus.Diagnosis(DiagnosisClass.LinkCut, "2026-01-01T00:00:05Z", "9 failures", Confidence.High));
    judge(placed(), QUIET);
    assertThat(plc.getStatus().diagnosis()).as("between two monitors").isNotNull();
    judge(placed(), MonitorWord.NONE);
    assertThat(plc.getStatus().diagnosis()).as("of a silent monitor").isNull();
  }

  @Test
  void whatToDoStandsBesideTheReason() {
    judge(placed(), heard(7, report(Grade.Warning, 75)));
    assertThat(plc.getStatus().action()).isEqualTo(Reason.AckLatencyHigh.action());
    assertThat(plc.getStatus().runbook()).isEqualTo("docs/runbooks/AckLatencyHigh.md");
    judge(placed(), MonitorWord.NONE);
    assertThat(plc.getStatus().action()).isEqualTo(Reason.NotMonitored.action());
    judge(placed(), heard(7, report(Grade.Healthy, 97)));
    assertThat(plc.getStatus().action()).as("there is nothing to do").isNull();
    assertThat(plc.getStatus().runbook()).isNull();
  }

  /** As after the administrator said where the documents are served. */
  @Test
  void anotherPlaceOfTheRunbooksIsWrittenNowAndThen() {
    judge(placed(), heard(7, report(Grade.Warning, 75)));
    PlcStatus before = plc.getStatus();
    runbooks = Runbooks.below("https://docs.example/plcfleet/");
    assertThat(worth(before, report(Grade.Warning, 75), 29)).isFalse();
    assertThat(worth(before, report(Grade.Warning, 75), 30)).isTrue();
    assertThat(next(placed(), heard(7, report(Grade.Warning, 75))).runbook()).isEqualTo("https://docs.example/plcfleet/runbooks/AckLatencyHigh.md");
  }

  private void spec(String fields) {
    plc.setSpec(Serialization.unmarshal("---\n{" + fields + ", tags: []}", PlcSpec.class));
  }

  private String message(String type) {
    return Conditions.find(plc.getStatus().conditions(), type).orElseThrow().message();
  }

  private boolean worth(PlcStatus before, PlcReport report, long secondsAfterLastWrite) {
    plc.setStatus(before);
    return PlcJudgement.worthWriting(before, next(placed(), heard(7, report)), NOW, NOW.plusSeconds(secondsAfterLastWrite));
  }

  private void judge(@Nullable PlcVerdict verdict, MonitorWord word) {
    plc.setStatus(next(verdict, word));
  }

  private PlcStatus next(@Nullable PlcVerdict verdict, MonitorWord word) {
    PlcStatus status = PlcJudgement.status(plc, verdict, word, runbooks, now);
    boolean reconciling = is(status, "Reconciling");
    assertThat(reconciling && is(status, "Stalled")).as("Reconciling and Stalled are never both true").isFalse();
    assertThat(is(status, "Ready")).as("kstatus").isEqualTo(!reconciling && !is(status, "Stalled"));
    return status;
  }

  private static boolean is(PlcStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow().status() == Condition.Status.TRUE;
  }

  private String ready() {
    return of("Ready");
  }

  private String of(String type) {
    Condition condition = Conditions.find(plc.getStatus().conditions(), type).orElseThrow();
    String status = condition.status().name();
    return status.charAt(0) + status.substring(1).toLowerCase(Locale.ROOT) + " " + condition.reason();
  }

  private static PlcVerdict placed() {
    return new PlcVerdict("line-a", 3, SHARD, 7, "r1", null, List.of(), null);
  }

  private static MonitorWord heard(long serial, PlcReport report) {
    return new MonitorWord(serial, report, null, true, false);
  }

  private static PlcReport report(Grade grade, double score) {
    return report(grade, score, null);
  }

  private static PlcReport diagnosed(String since, String evidence, Confidence confidence) {
    return report(Grade.Warning, 80, new MonitorReport.Diagnosis(DiagnosisClass.LinkCut, since, 0.8, evidence, confidence));
  }

  private static PlcReport report(Grade grade, double score, MonitorReport.@Nullable Diagnosis diagnosis) {
    return new PlcReport("press-07", "u", "modbus://a:502/1", "r1", MonitorReport.State.Reading, true, grade, score,
        grade == Grade.Healthy ? Reason.LinkHealthy : Reason.AckLatencyHigh, List.of(), null, null, List.of(), diagnosis, null, null, null, null);
  }
}
