/** What the monitor tells: metrics, health and status over HTTP. Asks the loop for a copy and never holds it up. */
@NullMarked
package io.plcfleet.monitor.export;

import org.jspecify.annotations.NullMarked;
