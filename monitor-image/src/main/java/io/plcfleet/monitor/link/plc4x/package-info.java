/** What the protocols that use PLC4X's codecs share. Only they may use it. */
@NullMarked
package io.plcfleet.monitor.link.plc4x;

import org.jspecify.annotations.NullMarked;
