/** S7 over ISO-on-TCP: greeting, tags to requests, requests to readings. PLC4X's S7 messages and DataItem stay in here. */
@NullMarked
package io.plcfleet.monitor.link.s7;

import org.jspecify.annotations.NullMarked;
