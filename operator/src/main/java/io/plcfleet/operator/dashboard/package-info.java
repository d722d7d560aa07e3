/** Renders the dashboards: what they show stands in {@link io.plcfleet.operator.dashboard.Boards}, how Grafana is told in {@link io.plcfleet.operator.dashboard.GrafanaJson}. */
@NullMarked
package io.plcfleet.operator.dashboard;

import org.jspecify.annotations.NullMarked;
