package io.plcfleet.scoring;

/**
 * What is known for a fact about a Plc, beside what is measured of its link.
 *
 * @param unreachable a failed read and its confirming attempts have failed: score 0 and PreFault at once, and at once no longer
 * @param cpuStopped the protocol said STOP, twice: at least Critical
 * @param lifeSignFrozen the life sign stands still: at least Critical
 * @param maintenance nothing is judged; when it ends the windows start empty
 */
public record Findings(boolean unreachable, boolean cpuStopped, boolean lifeSignFrozen, boolean maintenance) {
  public static final Findings NONE = new Findings(false, false, false, false);
}
