/** Programs that measure: the monitor as it is shipped beside other clients of the same servers. {@code e2e/bench} runs them; no test does. */
@NullMarked
package io.plcfleet.e2e.bench;

import org.jspecify.annotations.NullMarked;
