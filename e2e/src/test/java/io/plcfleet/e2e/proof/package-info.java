/** The monitor as it is shipped, a process of its own, against real servers behind links that fail on request; and what came of it, in figures. */
@NullMarked
package io.plcfleet.e2e.proof;

import org.jspecify.annotations.NullMarked;
