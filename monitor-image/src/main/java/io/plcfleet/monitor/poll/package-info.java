/** When to read which PLC, and what to think of the outcome. All of it lives on the loop's thread. */
@NullMarked
package io.plcfleet.monitor.poll;

import org.jspecify.annotations.NullMarked;
