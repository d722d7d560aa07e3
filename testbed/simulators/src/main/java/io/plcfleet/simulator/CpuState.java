package io.plcfleet.simulator;

/** Whether the program of a PLC runs. In STOP a PLC goes on answering, but its values stand still. */
public enum CpuState {
  Run,
  Stop
}
