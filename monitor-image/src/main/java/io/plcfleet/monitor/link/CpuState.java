package io.plcfleet.monitor.link;

/** Whether the program of a PLC runs, so far as the PLC says. */
public enum CpuState implements DeviceFact {
  /** It does not say, or says what is neither: starting up, halted at a breakpoint, one of a redundant pair. */
  Unknown,
  Run,
  Stop
}
