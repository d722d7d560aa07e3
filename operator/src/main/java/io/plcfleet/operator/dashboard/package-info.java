/** Renders the dashboard. */
@NullMarked
package io.plcfleet.operator.dashboard;

import org.jspecify.annotations.NullMarked;
