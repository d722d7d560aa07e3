/** The monitor: reads PLCs, scores their links, and tells of it. It never writes to a PLC. */
@NullMarked
package io.plcfleet.monitor;

import org.jspecify.annotations.NullMarked;
