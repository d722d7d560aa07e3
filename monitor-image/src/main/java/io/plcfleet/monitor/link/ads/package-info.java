/** ADS to TwinCAT controllers of Beckhoff: variables by name, whose places and types the controller tells. */
@NullMarked
package io.plcfleet.monitor.link.ads;

import org.jspecify.annotations.NullMarked;
