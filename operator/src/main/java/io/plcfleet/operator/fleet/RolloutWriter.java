package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.operator.apply.Events;
import io.plcfleet.operator.apply.RolloutRecords;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.prometheus.RolloutQuestions;
import io.plcfleet.operator.revision.RevisionRecord;
import io.plcfleet.operator.rollout.RolloutStep;
import io.plcfleet.operator.rollout.Situation;
import io.plcfleet.operator.rollout.Turn;
import io.plcfleet.operator.rollout.analysis.Answer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores what a fleet's rollout decides before anything else follows from it. An edge. Whatever is written here is found out anew when the
 * operator ends before it is written.
 */
final class RolloutWriter {
  private static final int ROLLOUTS_KEPT = 10;
  private static final int RECORDS_KEPT = 20;

  private final RolloutRecords records;
  private final Events events;
  private final Cluster cluster;
  private final RolloutQuestions questions;

  RolloutWriter(RolloutRecords records, Events events, Cluster cluster, RolloutQuestions questions) {
    this.records = records;
    this.events = events;
    this.cluster = cluster;
    this.questions = questions;
  }

  /** What the rollout under way decides now, stored; absent when there is none. */
  @Nullable Turn turn(Inspection inspection) {
    MonitorFleet fleet = inspection.fleet();
    Observed observed = inspection.observed();
    Course course = inspection.course();
    keep(fleet, course);
    if (course.begin() != null) {
      Course.Begin begin = course.begin().after(records(fleet).mapToLong(RolloutRender::sequenceOf).max().orElse(0));
      ConfigRollout retried = begin.retried();
      String name = RolloutRender.name(fleet.getMetadata().getName(), begin);
      if (retried != null && !name.equals(retried.getStatus().retriedAs())) records.progress(retried, retried.getStatus().retried(name));
      records.begin(fleet, RolloutRender.rollout(fleet, begin));
      return null;  // it is seen the next time, with the version that it was given
    }
    ConfigRollout rollout = course.rollout();
    if (rollout == null) return null;
    Trial trial = new Trial(inspection, rollout, answers(fleet, rollout, observed.now()));
    Situation situation = trial.situation();
    Turn turn = RolloutStep.of(situation);
    ConfigRolloutStatus status = trial.status(situation, turn);
    if (!status.equals(rollout.getStatus())) {
      records.progress(rollout, status);
      RolloutNews.of(fleet, rollout, status, observed.now()).forEach(events::write);
    }
    return turn;
  }

  /** What Prometheus said last, by name of the metric; nobody waits for it. */
  private Map<String, Answer> answers(MonitorFleet fleet, ConfigRollout rollout, Instant now) {
    ConfigRolloutStatus status = rollout.getStatus();
    RolloutPolicy policy = fleet.getSpec().rollout();
    if (policy == null || status == null || status.baseline() == null || status.step() == null) return Map.of();
    return questions.answers(policy.analysis(), new RolloutQuestions.OfStep(fleet.getMetadata().getNamespace(), fleet.getMetadata().getName(),
        rollout.getMetadata().getName(), status.step(), status.baseline()), now);
  }

  /**
   * Keeps the records of what is over and forgets what is old: when all else is done.
   *
   * @return what went wrong
   */
  List<RuntimeException> tidy(Inspection inspection) {
    try {
      inspection.observed().rollouts().stream().filter(Courses::isOver).forEach(r -> close(inspection.fleet(), r));
      forget(inspection.fleet(), inspection.course(), inspection.observed());
      return List.of();
    } catch (KubernetesClientException | IllegalStateException e) {
      return List.of(e);
    }
  }

  /** A revision is on record before anything is on it. */
  private void keep(MonitorFleet fleet, Course course) {
    for (String revision : course.named()) {
      String name = RevisionRecord.name(fleet.getMetadata().getName(), revision);
      if (cluster.revisions.get(fleet.getMetadata().getNamespace(), name).filter(r -> Gather.isOf(fleet, r)).isPresent()) continue;
      long number = revisions(fleet).mapToLong(ControllerRevision::getRevision).max().orElse(0) + 1;
      records.keep(fleet, RevisionRecord.render(fleet, course.config(revision), number));
    }
  }

  private Stream<ControllerRevision> revisions(MonitorFleet fleet) {
    return cluster.revisions.inNamespace(fleet.getMetadata().getNamespace()).stream().filter(r -> Gather.isOf(fleet, r));
  }

  private void close(MonitorFleet fleet, ConfigRollout rollout) {
    String name = RolloutRender.recordName(rollout);
    if (cluster.configMaps.get(rollout.getMetadata().getNamespace(), name).filter(m -> Gather.isOf(fleet, m)).isEmpty()) records.close(fleet, RolloutRender.record(fleet, rollout));
  }

  /** Many finished rollouts, and revisions that nobody can go back to any more. */
  private void forget(MonitorFleet fleet, Course course, Observed observed) {
    List<ConfigRollout> newestFirst = observed.rollouts().stream().sorted(Comparator.comparingLong(Courses::sequence).reversed()).toList();
    newestFirst.stream().skip(ROLLOUTS_KEPT).forEach(records::forget);
    Set<String> needed = new HashSet<>(course.named());
    newestFirst.stream().limit(ROLLOUTS_KEPT).map(ConfigRollout::getSpec).forEach(spec -> needed.addAll(List.of(spec.from(), spec.to())));
    observed.shardsOf(fleet).forEach(shard -> needed.addAll(shard.config().settings().keySet()));
    revisions(fleet).filter(r -> !needed.contains(RevisionRecord.revision(r))).forEach(records::forget);
    records(fleet).sorted(Comparator.comparing((HasMetadata m) -> m.getMetadata().getCreationTimestamp()).reversed()).skip(RECORDS_KEPT).forEach(records::forget);
  }

  private Stream<ConfigMap> records(MonitorFleet fleet) {
    return cluster.configMaps.inNamespace(fleet.getMetadata().getNamespace()).stream().filter(m -> Gather.isOf(fleet, m) && RolloutRender.isRecord(m));
  }
}
