/** Recordings of links as text: what the monitor serves, and what a replay reads. */
@NullMarked
package io.plcfleet.recording;

import org.jspecify.annotations.NullMarked;
