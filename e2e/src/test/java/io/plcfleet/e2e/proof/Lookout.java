package io.plcfleet.e2e.proof;

import java.util.List;
import java.util.function.Predicate;

/** Fetches a monitor's page of metrics over and over and shows it to the courses. */
final class Lookout implements AutoCloseable {
  static final long STEP_MILLIS = 40;

  private final MonitorProcess monitor;
  private final List<Course> courses;
  private final Thread thread;
  private volatile boolean over;

  Lookout(MonitorProcess monitor, List<Course> courses) {
    this.monitor = monitor;
    this.courses = courses;
    thread = Thread.ofVirtual().start(this::run);
  }

  /** Until none of them is so; false when the time is over before that. */
  static boolean await(List<Course> courses, Predicate<Course> none, long millis) {
    return Pause.until(() -> courses.stream().noneMatch(none), millis, STEP_MILLIS);
  }

  private void run() {
    while (!over) {
      MetricsText page = monitor.metrics();
      courses.forEach(course -> course.see(page));
      Pause.millis(STEP_MILLIS);
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
