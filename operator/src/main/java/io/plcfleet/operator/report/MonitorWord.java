package io.plcfleet.operator.report;

import io.plcfleet.contract.MonitorReport.PlcReport;
import org.jspecify.annotations.Nullable;

/**
 * What is known from the monitor of a Plc.
 *
 * @param serial that it has loaded, 0 while unknown
 * @param report on the Plc; absent when the monitor does not know it, or nothing is known of the monitor
 * @param rejected why it refused its newest configuration
 * @param heard whether there is a report of it that is not too old
 * @param silent whether there has been none for too long; before that, what was known stays
 */
public record MonitorWord(long serial, @Nullable PlcReport report, @Nullable String rejected, boolean heard, boolean silent) {
  public static final MonitorWord NONE = new MonitorWord(0, null, null, false, true);
}
