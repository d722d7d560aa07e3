package io.plcfleet.operator.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * What dashboards are of: a fleet, or the operator.
 *
 * @param name that tells it from all others
 * @param title that its dashboards begin with
 * @param tag by which they find each other
 * @param words what stands for the marked words in queries and addresses
 */
record Subject(String name, String title, String tag, Map<String, String> words) {
  static final Subject OPERATOR = new Subject("operator", "PLC Fleet Operator", "plcfleet/operator", Map.of("$operator", "namespace=\"$namespace\""));

  static Subject fleet(String namespace, String fleet) {
    String name = namespace + "/" + fleet;
    return new Subject(name, "PLC fleet " + name, "plcfleet/" + name,
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
