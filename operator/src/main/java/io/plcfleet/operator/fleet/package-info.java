/** A MonitorFleet from its spec to its children and its status. {@code FleetReconciler} is the edge; the rest decides without touching anything. */
@NullMarked
package io.plcfleet.operator.fleet;

import org.jspecify.annotations.NullMarked;
