package io.plcfleet.e2e.proof;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.MonitorReport.Diagnosis;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The course of one site's faults: told when a fault begins and ends, shown each page of metrics, it notes when the first sign shows and when
 * the first good read comes back. Times are those of the page that shows it, so at most one step of the pages too long.
 */
final class Course {
  private enum Stage { Healthy, Broken, Noticed, Recovering }

  final Site site;
  /** From the fault to the first sign. */
  final List<Duration> signs = new ArrayList<>();
  /** From the start of the first attempt after the device answers again to the first good read; where all reads are good, until nothing else is told. */
  final List<Duration> recoveries = new ArrayList<>();
  /** From there that the device answers again to that attempt: the back-off. */
  final List<Duration> waits = new ArrayList<>();
  /** Classes that showed first, and classes that showed after them. */
  final Set<ErrorClass> first = EnumSet.noneOf(ErrorClass.class);
  final Set<ErrorClass> later = EnumSet.noneOf(ErrorClass.class);
  /** What the monitor took it for when the fault had lasted; absent where it said nothing. */
  final List<Optional<DiagnosisClass>> said = new ArrayList<>();
  /** In its own words; empty where it said nothing. */
  String evidence = "";
  private Stage stage = Stage.Healthy;
  private @Nullable MetricsText before;
  private @Nullable MetricsText noticed;
  private long began;
  private long answersAgain;
  private double answeredBefore;

  Course(Site site) {
    this.site = site;
  }

  /**
   * The fault is there.
   *
   * @param page from before it
   */
  synchronized void begins(MetricsText page, long at) {
    before = page;
    began = at;
    stage = Stage.Broken;
  }

  /**
   * The device answers again.
   *
   * @param page from before that
   */
  synchronized void ends(MetricsText page, long at) {
    noteLater(page);
    boolean struck = site.fault.repeats() ? stage != Stage.Healthy : stage == Stage.Noticed && site.fault.ends();
    if (struck) recovers(page, at);
  }

  /** What showed first: of reads that failed the classes, else the sign itself. Empty when nothing showed. */
  synchronized Set<String> seenFirst() {
    if (signs.isEmpty()) return Set.of();
    Sign sign = site.expected().first();
    return sign instanceof Sign.Failed ? Sign.names(first) : sign.words();
  }

  /** How the fault looks after a while. */
  synchronized void reported(PlcReport report) {
    Optional<Diagnosis> told = Optional.ofNullable(report.diagnosis());
    said.add(told.map(Diagnosis::name));
    evidence = told.map(Diagnosis::evidence).orElse("");
  }

  synchronized boolean isBroken() {
    return stage == Stage.Broken;
  }

  synchronized boolean isRecovering() {
    return stage == Stage.Recovering;
  }

  synchronized void see(MetricsText page) {
    MetricsText healthy = before;
    if (stage == Stage.Broken && healthy != null && site.expected().first().seen(site.name, healthy, page)) {
      signs.add(Duration.ofNanos(page.at() - began));
      first.addAll(Sign.newClasses(site.name, healthy, page));
      noticed = page;
      stage = Stage.Noticed;
      if (site.getsOverItAlone()) recovers(page, page.at());
    } else if (stage == Stage.Recovering && page.at() - answersAgain > 0 && page.answered(site.name) > answeredBefore && site.expected().first().over(site.name, page)) {
      noteLater(page);
      long attempt = site.firstConnectAfter(answersAgain, page.at());
      waits.add(Duration.ofNanos(attempt - answersAgain));
      recoveries.add(Duration.ofNanos(page.at() - attempt));
      stage = Stage.Healthy;
    }
  }

  private void recovers(MetricsText page, long at) {
    stage = Stage.Recovering;
    answersAgain = at;
    answeredBefore = page.answered(site.name);
  }

  private void noteLater(MetricsText page) {
    if (noticed != null) later.addAll(Sign.newClasses(site.name, noticed, page));
  }
}
