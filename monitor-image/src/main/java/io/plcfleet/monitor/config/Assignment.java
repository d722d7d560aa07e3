package io.plcfleet.monitor.config;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.scoring.Profile;
import org.jspecify.annotations.Nullable;

/**
 * One PLC with all that its revision says of it.
 *
 * @param link of its revision, with the PLC's own polling laid over
 * @param shadow scored beside, without consequences; absent: none
 */
public record Assignment(PlcEntry entry, Endpoint endpoint, LinkSettings link, Profile profile, @Nullable Profile shadow) {}
