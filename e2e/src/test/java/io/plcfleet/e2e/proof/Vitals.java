package io.plcfleet.e2e.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the kernel says of a process.
 *
 * @param cpu time spent in user and kernel mode since it started
 * @param residentBytes its memory that is really there
 */
public record Vitals(Duration cpu, int threads, int sockets, long residentBytes) {
  /** USER_HZ, which has been 100 on Linux for all of its life on this architecture. */
  private static final long TICK_MILLIS = 10;

  public static Vitals of(long pid) {
    Path proc = Path.of("/proc", String.valueOf(pid));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1); // after the name, which may hold blanks
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      Map<String, String> status = status(proc);
      return new Vitals(Duration.ofMillis(ticks * TICK_MILLIS), Integer.parseInt(status.getOrDefault("Threads", "0")), sockets(proc),
          1024 * Long.parseLong(status.getOrDefault("VmRSS", "0 kB").replace(" kB", "")));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " has ended", e);
    }
  }

  /** Names of its threads, and how many of each: numbers within a name are left out. */
  public static Map<String, Long> threadNames(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return tasks.map(Vitals::nameOf).collect(Collectors.groupingBy(name -> name.replaceAll("[-#]?\\d+$", ""), TreeMap::new, Collectors.counting()));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " has ended", e);
    }
  }

  private static String nameOf(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException e) {
      return "ended";
    }
  }

  private static Map<String, String> status(Path proc) throws IOException {
    List<String> lines = Files.readAllLines(proc.resolve("status"));
    return lines.stream().map(line -> line.split(":\\s*", 2)).filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip(), (a, _) -> a));
  }

  private static int sockets(Path proc) throws IOException {
    int sockets = 0;
    try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
      for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
        try {
          if (Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) sockets++;
        } catch (IOException e) {
          // Closed since it was listed.
        }
      }
    }
    return sockets;
  }
}
