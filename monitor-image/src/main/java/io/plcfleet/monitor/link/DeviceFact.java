package io.plcfleet.monitor.link;

/** What a device says of itself: the answer to an {@link Inquiry}. */
public sealed interface DeviceFact permits CpuState, Identity {}
