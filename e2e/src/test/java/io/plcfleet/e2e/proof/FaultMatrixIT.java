package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.e2e.proof.FaultCase.When;
import io.plcfleet.monitor.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault, protocol by protocol, at the monitor as it is shipped: what it says, how soon, and how soon it reads again. All faults strike at
 * the same time, each its own PLC, round after round; so they also show that no fault holds up another PLC.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixIT {
  private static final int ROUNDS = 4;
  private static final int COPIES = 4;  // of faults that strike by chance
  private static final Duration FAST = Duration.ofMillis(100);
  /** Faults last so long, that what comes after the first sign is seen as well. */
  private static final Duration LASTS = Duration.ofSeconds(6);
  /** Back-off after a fault of that length, and a connect. */
  private static final Duration BACK = Duration.ofSeconds(15);
  /** After the longest back-off. */
  private static final Duration BACK_WHENEVER = Duration.ofSeconds(30).plus(BACK);
  /** What a machine that has no time adds to a first sign. */
  private static final Duration LOADED = Duration.ofSeconds(3);
  private static final Duration RECOVERY_P99 = Duration.ofMillis(1200);

  private final List<Course> courses = new ArrayList<>();
  private final List<Course> chances = new ArrayList<>();
  private final Field field;
  private final MonitorProcess monitor;
  private final MonitorProcess fast;
  private long serial;

  FaultMatrixIT(@TempDir Path folder) throws IOException {
    field = new Field(folder, s7Names());
    monitor = new MonitorProcess(Files.createDirectory(folder.resolve("monitor")), field.hosts.flag());
    fast = new MonitorProcess(Files.createDirectory(folder.resolve("fast")));
    each((fault, protocol, copy) -> (fault.when() == When.ByChance ? chances : courses).add(new Course(new Site(field, fault, protocol, copy))));
  }

  @AfterAll
  void end() {
    monitor.close();
    fast.close();
    field.close();
  }

  @Test
  void everyFaultIsToldApartAndGotOver() throws Exception {
    try (Lookout _ = new Lookout(monitor, courses); Lookout _ = new Lookout(fast, chances)) {
      strikeByChance();
      round(0);
      Remains before = Remains.of(monitor);
      for (int i = 1; i < ROUNDS; i++) round(i);
      Remains after = Remains.of(monitor);
      Lookout.await(chances, Course::isBroken, FaultCases.CHANCE.toMillis());
      Lookout.await(courses, Course::isBroken, FaultCases.CHANCE.toMillis());
      note(fast, chances);
      note(monitor, courses.stream().filter(course -> course.site.fault.takesItsTime()).toList());
      ends(fast, chances);
      ends(monitor, courses.stream().filter(course -> !course.site.fault.repeats()).toList());
      load(_ -> true);  // an edit is what mends a wrong declaration
      Lookout.await(chances, Course::isRecovering, BACK_WHENEVER.toMillis());
      Lookout.await(courses, Course::isRecovering, BACK_WHENEVER.toMillis());
      judge(new FaultTable(courses, chances, before, after), before, after);
    }
  }

  private void judge(FaultTable table, Remains before, Remains after) throws IOException {
    table.print();
    SoftAssertions all = new SoftAssertions();
    for (Course course : courses) judge(course, all);
    for (Course course : chances) judge(course, all);
    all.assertThat(chances).as("faults by chance: some strike within the time").anyMatch(course -> !course.signs.isEmpty());
    all.assertAll();
    assertThat(table.recoveries().percentile(99)).as("recovery, P99").isLessThan(RECOVERY_P99);
    after.assertNoMoreThan(before);
    table.assertWritten(Path.of("..", "docs", "fault-matrix.md"));
  }

  /** Declares all PLCs, breaks those of this round, looks on, mends them, and waits until they are read again. */
  private void round(int number) throws IOException {
    load(course -> !comesLater(course, number));
    awaitReads(courses.stream().filter(course -> !comesLater(course, 0)).toList());
    MetricsText healthy = monitor.metrics();
    List<Course> struck = courses.stream().filter(course -> course.site.fault.repeats() || number == firstRound(course)).toList();
    for (Course course : struck) {
      course.site.fault.begin().on(course.site);
      if (!comesLater(course, number)) course.begins(healthy, System.nanoTime());
    }
    load(_ -> true);
    long loaded = System.nanoTime();
    for (Course course : struck) {
      if (comesLater(course, number)) course.begins(healthy, loaded);
    }
    Lookout.await(struck, Course::isBroken, LASTS.toMillis());
    Pause.millis(Math.max(0, LASTS.minusNanos(System.nanoTime() - loaded).toMillis()));
    note(monitor, struck.stream().filter(course -> !course.site.fault.takesItsTime()).toList());
    mend(struck.stream().filter(course -> course.site.fault.repeats()).toList());
  }

  /** What the monitor takes each fault for. */
  private static void note(MonitorProcess monitor, List<Course> courses) {
    for (PlcReport plc : monitor.report().plcs()) {
      courses.stream().filter(course -> course.site.name.equals(plc.name())).forEach(course -> course.reported(plc));
    }
  }

  private void mend(List<Course> struck) {
    ends(monitor, struck);
    Lookout.await(struck, Course::isRecovering, BACK.toMillis());
  }

  private static void ends(MonitorProcess monitor, List<Course> struck) {
    MetricsText broken = monitor.metrics();
    for (Course course : struck) {
      course.site.fault.end().on(course.site);
      course.ends(broken, System.nanoTime());
    }
  }

  /** Whether the PLC is declared only when its fault is there already. */
  private static boolean comesLater(Course course, int round) {
    return switch (course.site.fault.when()) {
      case BeforeFirst -> true;
      case Declared -> round == 0;
      case WhileReading, GetsOverIt, Stays, Throughout, ByChance -> false;
    };
  }

  /** What is measured over a window needs one that is full. */
  private static int firstRound(Course course) {
    return course.site.fault.when() == When.Stays ? ROUNDS - 1 : 0;
  }

  private void strikeByChance() throws IOException {
    Fleet fleet = new Fleet(FAST.toMillis(), FaultCases.TIMEOUT.toMillis());
    for (Course course : chances) course.site.declare(fleet);
    fast.load(fleet.json(1));
    Pause.until(() -> chances.stream().allMatch(course -> fast.metrics().answered(course.site.name) >= 10), BACK.toMillis(), 200);
    MetricsText healthy = fast.metrics();
    for (Course course : chances) {
      course.site.fault.begin().on(course.site);
      course.begins(healthy, System.nanoTime());
    }
  }

  private void load(Predicate<Course> declared) throws IOException {
    Fleet fleet = new Fleet(FaultCases.INTERVAL.toMillis(), FaultCases.TIMEOUT.toMillis());
    courses.stream().filter(declared).forEach(course -> course.site.declare(fleet));
    long next = ++serial;
    monitor.load(fleet.json(next));
    assertThat(Pause.until(() -> monitor.report().serial() == next, BACK.toMillis(), 20)).as("configuration %d is loaded", next).isTrue();
  }

  private void awaitReads(List<Course> of) {
    MetricsText start = monitor.metrics();
    assertThat(Pause.until(() -> {
      MetricsText now = monitor.metrics();
      return of.stream().allMatch(course -> now.answered(course.site.name) >= start.answered(course.site.name) + 2);
    }, 2 * BACK.toMillis(), 100)).as("all PLCs are read before the faults").isTrue();
  }

  private static void judge(Course course, SoftAssertions all) {
    Site site = course.site;
    if (site.fault.when() != When.ByChance) {
      all.assertThat(course.signs).as("%s: first sign", site.name).isNotEmpty()
          .allSatisfy(sign -> assertThat(sign).isLessThan(site.expected().within().plus(LOADED)));
    }
    if (site.expected().first() instanceof Sign.Failed(var classes)) {
      all.assertThat(course.first).as("%s: class that shows first", site.name).isSubsetOf(classes);
    } else {
      all.assertThat(course.first).as("%s: failed reads before the sign", site.name).isSubsetOf(site.expected().later());
    }
    all.assertThat(course.later).as("%s: classes that follow", site.name).isSubsetOf(site.expected().later());
    all.assertThat(course.said).as("%s: diagnosis", site.name).allMatch(site.fault.taken(site.protocol)::admits);
    for (String rival : site.rivals()) all.assertThat(course.evidence).as("%s: who is there", site.name).contains(rival);
    if (site.fault.taken(site.protocol).atLast()) all.assertThat(course.said.getLast()).as("%s: diagnosis at last", site.name).isPresent();
    if (!site.fault.repeats()) {
      all.assertThat(course.recoveries).as("%s: recoveries", site.name).hasSize(site.fault.ends() ? course.signs.size() : 0);
      return;
    }
    all.assertThat(course.signs).as("%s: rounds with a sign", site.name).hasSize(ROUNDS);
    all.assertThat(course.recoveries).as("%s: rounds with a recovery", site.name).hasSize(ROUNDS);
  }

  private interface Visitor {
    void visit(FaultCase fault, Spoken protocol, int copy);
  }

  private static void each(Visitor visitor) {
    for (FaultCase fault : FaultCases.ALL) {
      for (Spoken protocol : Spoken.values()) {
        int copies = !fault.expected().containsKey(protocol) ? 0 : fault.when() != When.ByChance || protocol.isSlowToServe() ? 1 : COPIES;
        for (int copy = 0; copy < copies; copy++) visitor.visit(fault, protocol, copy);
      }
    }
  }

  private static List<String> s7Names() {
    List<String> names = new ArrayList<>();
    each((fault, protocol, copy) -> {
      if (protocol != Spoken.S7) return;
      names.add(Site.name(fault, protocol, copy));
      if (fault.key().equals("address-conflict")) names.add(Site.name(fault, protocol, copy) + Site.OTHER);
    });
    return names;
  }
}
