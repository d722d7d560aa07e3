package io.plcfleet.monitor.config;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Polling;
import io.plcfleet.scoring.Profile;

/**
 * One PLC with all that its revision says of it.
 *
 * @param polling the PLC's own, else that of its revision
 */
public record Assignment(PlcEntry entry, Endpoint endpoint, Polling polling, Profile profile) {}
