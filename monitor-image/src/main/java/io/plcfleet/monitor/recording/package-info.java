/** What happened on each link in the last minutes, for a replay. Off unless asked for, and then bounded; it never makes the loop wait. */
@NullMarked
package io.plcfleet.monitor.recording;

import org.jspecify.annotations.NullMarked;
