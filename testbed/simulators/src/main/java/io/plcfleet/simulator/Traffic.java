package io.plcfleet.simulator;

/**
 * What passed a link lately, each moment in nanoseconds of the machine's monotonic clock, which is that of {@link System#nanoTime}.
 *
 * @param connects when connections were accepted
 * @param requests when bytes came from clients
 * @param answers when bytes came from the server
 */
@SuppressWarnings("ArrayRecordComponent") // a snapshot; nobody compares two
public record Traffic(long[] connects, long[] requests, long[] answers) {}
