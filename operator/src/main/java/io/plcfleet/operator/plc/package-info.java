/** The status of Plcs: one writer, worst grade first. */
@NullMarked
package io.plcfleet.operator.plc;

import org.jspecify.annotations.NullMarked;
