/** Whether anybody looks: who selects what a fleet has for Prometheus, and whether its monitors are scraped. Pure. */
@NullMarked
package io.plcfleet.operator.selection;

import org.jspecify.annotations.NullMarked;
