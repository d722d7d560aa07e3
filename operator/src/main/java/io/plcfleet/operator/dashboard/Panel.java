package io.plcfleet.operator.dashboard;

/**
 * One panel with one query.
 *
 * @param type of the panel in Grafana
 * @param query PromQL, where {@code $of} stands for the matchers of the fleet
 * @param unit in Grafana's words: none, s, percentunit, short
 */
record Panel(String type, String title, String description, String query, String legend, String unit) {}
