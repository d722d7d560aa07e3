/** The mounted file {@code monitor.json}: read, checked as a whole, watched. What is not usable is refused and what was loaded stays. */
@NullMarked
package io.plcfleet.monitor.config;

import org.jspecify.annotations.NullMarked;
