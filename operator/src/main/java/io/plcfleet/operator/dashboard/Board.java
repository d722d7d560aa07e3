package io.plcfleet.operator.dashboard;

import java.util.List;

/**
 * One dashboard, of a fleet or of the operator.
 *
 * @param name last part of the names of its ConfigMap and its file
 * @param title after that of the subject; empty for the first one
 */
record Board(String name, String title, String description, List<Variable> variables, List<Event> events, List<Row> rows) {}
