/**
 * How a change of what Plcs share comes to them: {@code RolloutStep} decides, without touching anything, from a {@code Situation};
 * the room {@code fleet} gathers and writes.
 */
@NullMarked
package io.plcfleet.operator.rollout;

import org.jspecify.annotations.NullMarked;
