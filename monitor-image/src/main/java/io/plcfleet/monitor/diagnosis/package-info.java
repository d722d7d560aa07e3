/** What is likely to be wrong with a link: facts of one PLC in, at most one diagnosis out. Pure: time is an argument. */
@NullMarked
package io.plcfleet.monitor.diagnosis;

import org.jspecify.annotations.NullMarked;
