/** The model: what is measured of a link, what it costs, and why. Pure: no input or output, no clock, no dependencies. */
@NullMarked
package io.plcfleet.scoring;

import org.jspecify.annotations.NullMarked;
