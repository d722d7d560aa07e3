/** Conditions and their reasons. */
@NullMarked
package io.plcfleet.operator.status;

import org.jspecify.annotations.NullMarked;
