package io.plcfleet.monitor.link;

/** What a device can be asked besides its tags. */
public enum Inquiry {
  /** Answered by a {@link CpuState}. */
  CpuState,
  /** Answered by an {@link Identity}. */
  Identity
}
