/** The one door through which objects are written. */
@NullMarked
package io.plcfleet.operator.apply;

import org.jspecify.annotations.NullMarked;
