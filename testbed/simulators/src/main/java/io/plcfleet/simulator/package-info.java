/**
 * Simulated PLCs for tests and the demo: protocol servers that we did not write, each behind a proxy that can be told at run time how the link
 * should fail. {@link io.plcfleet.simulator.Plant} puts them together.
 */
@NullMarked
package io.plcfleet.simulator;

import org.jspecify.annotations.NullMarked;
