/** What the operator itself exports: a board that others write on, and its text for Prometheus. */
@NullMarked
package io.plcfleet.operator.metrics;

import org.jspecify.annotations.NullMarked;
