/**
 * Connections to PLCs: one thread for all of them, deadlines, and what can come of an attempt.
 * Knows nothing of when to read, of scores or of export. PLC4X's types stay inside the packages of the protocols.
 */
@NullMarked
package io.plcfleet.monitor.link;

import org.jspecify.annotations.NullMarked;
