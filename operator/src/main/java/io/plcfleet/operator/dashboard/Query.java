package io.plcfleet.operator.dashboard;

/**
 * A question of a panel to Prometheus.
 *
 * @param legend what a series is called: words, and labels as {@code {{plc}}}
 * @param promQl in which {@code $fleet} stands for the matchers of the fleet, as in {@code plc_score{$fleet}}
 */
record Query(String legend, String promQl) {}
