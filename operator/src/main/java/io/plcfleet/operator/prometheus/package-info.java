/** Asks the Prometheus servers that the administrator named. An edge. */
@NullMarked
package io.plcfleet.operator.prometheus;

import org.jspecify.annotations.NullMarked;
