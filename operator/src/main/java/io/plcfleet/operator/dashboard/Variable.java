package io.plcfleet.operator.dashboard;

/**
 * Something to choose at the top of a dashboard, from the values that a label has.
 *
 * @param values as Grafana asks Prometheus for them: {@code label_values(selector, label)}
 * @param several whether several may be chosen at once, and all of them are at first
 */
record Variable(String name, String label, String values, boolean several) {
  static Variable several(String name, String label, String values) {
    return new Variable(name, label, values, true);
  }

  static Variable one(String name, String label, String values) {
    return new Variable(name, label, values, false);
  }
}
