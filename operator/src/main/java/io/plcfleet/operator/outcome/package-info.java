/** What a check finds. */
@NullMarked
package io.plcfleet.operator.outcome;

import org.jspecify.annotations.NullMarked;
