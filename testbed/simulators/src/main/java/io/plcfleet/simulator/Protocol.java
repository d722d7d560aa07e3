package io.plcfleet.simulator;

/** What a simulated device speaks. */
public enum Protocol {
  Modbus,
  S7
}
