package io.plcfleet.operator.dashboard;

import io.plcfleet.api.v1alpha1.DurationText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * What dashboards are of: a fleet, or the operator.
 *
 * @param name that tells it from all others
 * @param title that its dashboards begin with
 * @param tag by which they find each other
 * @param interval from one sample to the next, as Grafana writes it: rates need several
 * @param words what stands for the marked words in queries and addresses
 */
record Subject(String name, String title, String tag, String interval, Map<String, String> words) {
  /** The chart puts its own interval in place of the word. */
  static final Subject OPERATOR = new Subject("operator", "PLC Fleet Operator", "plcfleet/operator", "SCRAPE_INTERVAL", Map.of("$operator", "namespace=\"$namespace\""));

  /** @param scrapes how long from one to the next */
  static Subject fleet(String namespace, String fleet, Duration scrapes) {
    String name = namespace + "/" + fleet;
    return new Subject(name, "PLC fleet " + name, "plcfleet/" + name, DurationText.of(scrapes.toMillis()),
        Map.of("$fleet", "namespace=\"" + namespace + "\",fleet=\"" + fleet + "\"", "$plcBoard", "/d/" + uid(name, OnePlc.BOARD)));
  }

  /** The same whenever it is made, so that links and bookmarks hold. */
  String uid(Board board) {
    return uid(name, board);
  }

  private static String uid(String name, Board board) {
    return UUID.nameUUIDFromBytes((name + "/" + board.name()).getBytes(StandardCharsets.UTF_8)).toString();
  }

  String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) filled = filled.replace(word.getKey(), word.getValue());
    return filled;
  }
}
