package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.DiagnosisClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The page {@code docs/fault-matrix.md}: what a run has shown. Another run may show other words of those that its fault admits; its times are
 * its own.
 */
final class FaultTable {
  private static final String WRITE = "mvn -pl e2e -am verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FaultMatrixIT"
      + " -Dfailsafe.failIfNoSpecifiedTests=false -DskipE2E -Dplcfleet.write=true";
  private static final Pattern TIMES = Pattern.compile("-|\\d+\\.\\d+ s / \\d+\\.\\d+ s");
  /** Columns that say which fault it is. */
  private static final int NAMES = 2;
  /** Columns that hold words. */
  private static final int WORDS = 5;
  private static final String NOTHING = "-";
  private static final String NONE = "or none yet";

  private final Map<String, List<Course>> rows = new LinkedHashMap<>();
  private final Remains before;
  private final Remains after;

  FaultTable(List<Course> courses, List<Course> chances, Remains before, Remains after) {
    this.before = before;
    this.after = after;
    for (FaultCase fault : FaultCases.ALL) {
      for (List<Course> all : List.of(courses, chances)) {
        all.stream().filter(course -> course.site.fault.equals(fault))
            .forEach(course -> rows.computeIfAbsent(fault.key() + course.site.protocol, _ -> new ArrayList<>()).add(course));
      }
    }
  }

  /** Of all faults together that make reads fail. */
  Figures recoveries() {
    return Figures.of(rows.values().stream().flatMap(List::stream).filter(course -> course.site.expected().first() instanceof Sign.Failed).flatMap(course -> course.recoveries.stream()).toList());
  }

  void print() {
    System.out.println(text());
  }

  void assertWritten(Path page) throws IOException {
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(page, text());
    assertThat(Files.exists(page)).as("%s is there; write it: %s", page, WRITE).isTrue();
    List<List<String>> written = cells(Files.readString(page));
    assertThat(names(written)).as("%s is stale; write it anew: %s", page, WRITE).isEqualTo(names(cells(text())));
    int at = 0;
    for (List<Course> courses : rows.values()) assertAdmitted(written.get(at++), courses.getFirst().site, page);
    assertThat(written.stream().flatMap(row -> row.subList(WORDS, row.size()).stream())).allMatch(cell -> TIMES.matcher(cell).matches());
  }

  private static void assertAdmitted(List<String> written, Site site, Path page) {
    List<Set<String>> admitted = admitted(site);
    for (int i = NAMES; i < WORDS; i++) {
      assertThat(written.get(i).split(", ")).as("%s, row of %s, is stale; write it anew: %s", page, site.name, WRITE).isSubsetOf(admitted.get(i - NAMES));
    }
  }

  /** The words that may stand in the row of a site: first, then, diagnosis. */
  private static List<Set<String>> admitted(Site site) {
    Set<String> first = new HashSet<>(site.expected().first().words());
    if (site.fault.when() == FaultCase.When.ByChance) first.add(NOTHING);
    Set<String> later = new HashSet<>(Sign.names(site.expected().later()));
    later.add(NOTHING);
    FaultCase.Taken taken = site.fault.taken(site.protocol);
    Set<String> diagnosis = new HashSet<>(Sign.names(taken.any()));
    if (!taken.always()) diagnosis.addAll(Set.of(NOTHING, NONE));
    return List.of(first, later, diagnosis);
  }

  private String text() {
    StringBuilder table = new StringBuilder();
    rows.values().forEach(row -> table.append("| ").append(String.join(" | ", cells(row))).append(" |\n"));
    Figures recoveries = recoveries();
    return """
        # Fault matrix

        What the monitor, as it is shipped, says of each fault, how soon, and how soon it reads again. Written by a run of `FaultMatrixIT`:
        servers that we did not write (digitalpetri for Modbus, snap7 for S7, Eclipse Milo's for OPC UA, cpppo for EtherNet/IP, ads-async for ADS) behind the [test bed's](../testbed/README.md#what-each-fault-does) proxy, all on
        one machine of two shared cores, every fault at its own PLC, all at the same time. PLCs are read once a second with a timeout of 800 ms; those of
        faults that strike by chance every 100 ms.

        - **First** is the [class](reasons.md#classes-of-failures) of the first failed read or connect, or what shows when every read is answered, or the diagnosis that is waited for; **then** is what
          followed while the fault lasted. With several, it was one of them in one round and another in the next; `-` is none.
        - **Diagnosis** is [what the monitor took it for](reasons.md) when the fault had lasted. It has lasted 6 s, or the whole run where it takes turns or its time, and who has never answered
          is taken for a wrong endpoint until then.
        - **First sign** counts from the fault, or from the configuration with the PLC where the fault is there before it, to the page of metrics that shows it: median / longest.
          Pages are fetched every %d ms or so.
        - **Recovery** counts from the start of the first attempt after the device answers again, as the proxy sees it, to the page that shows a good read: median / longest.
          Where every read is answered, it counts to the page without the diagnosis; `-` where the fault stays to the end and the PLC is read all along.
          The **wait** before that attempt is the back-off, which depends on how many attempts have failed in a row: here those of 6 s, of faults by chance as many as it happened.

        | fault | protocol | first | then | diagnosis | first sign | recovery | wait |
        |---|---|---|---|---|---|---|---|
        %s
        %d recoveries: P50 %s, P99 %s, longest %s; to be at most 1.2 s at P99.
        From after the first round of faults to after the last: %s.

        Again: `%s`
        """.formatted(Lookout.STEP_MILLIS, table, recoveries.sorted().size(), Figures.text(recoveries.percentile(50)),
        Figures.text(recoveries.percentile(99)), Figures.text(recoveries.most()), before.to(after), WRITE);
  }

  private static List<String> cells(List<Course> row) {
    Site site = row.getFirst().site;
    return List.of(site.fault.what(), site.protocol.text(), seen(row, Course::seenFirst), seen(row, course -> Sign.names(course.later)), diagnoses(row),
        times(row.stream().flatMap(course -> course.signs.stream()).toList()), times(row.stream().flatMap(course -> course.recoveries.stream()).toList()),
        times(row.stream().flatMap(course -> course.waits.stream()).toList()));
  }

  /** All that showed, whether once or each time. */
  private static String seen(List<Course> row, Function<Course, Set<String>> words) {
    String all = String.join(", ", row.stream().flatMap(course -> words.apply(course).stream()).distinct().sorted().toList());
    return all.isEmpty() ? NOTHING : all;
  }

  private static String diagnoses(List<Course> row) {
    List<Optional<DiagnosisClass>> said = row.stream().flatMap(course -> course.said.stream()).toList();
    List<String> names = said.stream().flatMap(Optional::stream).distinct().map(Enum::name).sorted().toList();
    if (names.isEmpty()) return NOTHING;
    return String.join(", ", names) + (said.contains(Optional.<DiagnosisClass>empty()) ? ", " + NONE : "");
  }

  private static String times(List<Duration> times) {
    return Figures.of(times).text();
  }

  private static List<List<String>> cells(String page) {
    return page.lines().filter(line -> line.startsWith("| ") && !line.startsWith("| fault "))
        .map(line -> Arrays.stream(line.substring(2, line.length() - 2).split(" \\| ")).toList()).toList();
  }

  private static List<List<String>> names(List<List<String>> rows) {
    return rows.stream().map(row -> row.subList(0, NAMES)).toList();
  }
}
