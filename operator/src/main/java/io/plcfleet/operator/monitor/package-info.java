/** Renders the monitors of a fleet: configuration, pods, service, secret, scraping. */
@NullMarked
package io.plcfleet.operator.monitor;

import org.jspecify.annotations.NullMarked;
