/**
 * Whether the Plcs with a change fare worse than before and than the others: {@code Analysis} compares what monitors measured, and says
 * what it found in verdicts. Pure.
 */
@NullMarked
package io.plcfleet.operator.rollout.analysis;

import org.jspecify.annotations.NullMarked;
