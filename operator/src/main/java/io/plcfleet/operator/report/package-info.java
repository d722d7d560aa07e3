/** What the monitors say: polls their reports. An edge. */
@NullMarked
package io.plcfleet.operator.report;

import org.jspecify.annotations.NullMarked;
