package io.plcfleet.monitor.config;

import io.plcfleet.contract.MonitorConfig.Backoff;
import io.plcfleet.contract.MonitorConfig.Connection;
import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.KeepAlive;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.OwnPolling;
import io.plcfleet.contract.MonitorConfig.Polling;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of the settings of links. */
final class LinkCheck {
  private static final long SHORTEST_INTERVAL = 10;
  private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();
  private static final long LONGEST_SECONDS = 32_767;  // Linux takes no more for the times of TCP keep-alive
  private static final int MOST_PROBES = 127;  // nor for their count
  private static final int MANY = 1_000_000;

  private final List<String> problems;

  /** @param problems to which all that are found are added */
  LinkCheck(List<String> problems) {
    this.problems = problems;
  }

  void link(String path, @Nullable LinkSettings link) {
    if (link == null || link.polling() == null || link.heartbeat() == null || link.connection() == null) {
      problems.add(path + ": polling, heartbeat and connection are needed");
      return;
    }
    polling(path + ".polling", link.polling());
    heartbeat(path + ".heartbeat", link.heartbeat());
    connection(path + ".connection", link.connection());
  }

  void own(String path, OwnPolling own) {
    if (own.intervalMillis() != null) interval(path + ".intervalMillis", own.intervalMillis());
    if (own.timeoutMillis() != null) within(path + ".timeoutMillis", own.timeoutMillis(), 1, LONGEST_MILLIS);
  }

  void interval(String path, long millis) {
    within(path, millis, SHORTEST_INTERVAL, LONGEST_MILLIS);
  }

  void within(String path, long value, long least, long most) {
    if (value < least || value > most) problems.add(path + ": " + value + " is not within " + least + " to " + most);
  }

  private void polling(String path, Polling polling) {
    interval(path + ".intervalMillis", polling.intervalMillis());
    within(path + ".timeoutMillis", polling.timeoutMillis(), 1, LONGEST_MILLIS);
  }

  private void heartbeat(String path, Heartbeat heartbeat) {
    interval(path + ".intervalMillis", heartbeat.intervalMillis());
    within(path + ".timeoutMillis", heartbeat.timeoutMillis(), 1, LONGEST_MILLIS);
    within(path + ".maxMisses", heartbeat.maxMisses(), 1, MANY);
    if (heartbeat.adaptive() == null) return;
    interval(path + ".adaptive.minMillis", heartbeat.adaptive().minMillis());
    within(path + ".adaptive.maxMillis", heartbeat.adaptive().maxMillis(), heartbeat.adaptive().minMillis(), LONGEST_MILLIS);
  }

  private void connection(String path, Connection connection) {
    if (connection.keepAlive() == null || connection.backoff() == null) {
      problems.add(path + ": keepAlive and backoff are needed");
      return;
    }
    KeepAlive keepAlive = connection.keepAlive();
    within(path + ".keepAlive.idleSeconds", keepAlive.idleSeconds(), 1, LONGEST_SECONDS);
    within(path + ".keepAlive.intervalSeconds", keepAlive.intervalSeconds(), 1, LONGEST_SECONDS);
    within(path + ".keepAlive.count", keepAlive.count(), 1, MOST_PROBES);
    Backoff backoff = connection.backoff();
    within(path + ".backoff.initialMillis", backoff.initialMillis(), 1, LONGEST_MILLIS);
    within(path + ".backoff.maxMillis", backoff.maxMillis(), backoff.initialMillis(), LONGEST_MILLIS);
    if (!(backoff.factor() >= 1 && backoff.factor() <= MANY)) problems.add(path + ".backoff.factor: " + backoff.factor() + " is not within 1 to " + MANY);
    within(path + ".maxSessions", connection.maxSessions(), 1, MANY);
    within(path + ".maxTagsPerRequest", connection.maxTagsPerRequest(), 1, MANY);
  }
}
