/** Modbus TCP: tags to requests, requests to readings. PLC4X's ModbusTag and DataItem stay in here. */
@NullMarked
package io.plcfleet.monitor.link.modbus;

import org.jspecify.annotations.NullMarked;
