package io.plcfleet.operator.rollout;

import java.util.Map;

/**
 * A Plc of the fleet as a rollout sees it.
 *
 * @param unit Plcs of one unit get a change together: those that share a connection or, when the image changes, a monitor
 * @param cell value of the label plcfleet.io/cell; the Plc's own name without one
 * @param weight the lower, the earlier it gets a change: by its declared criticality
 * @param revision that its monitor's record says it is on
 * @param loaded whether its monitor reads it by that revision
 * @param reports whether its monitor has reported lately, or has only just begun; one that is silent cannot be waited for for ever
 * @param maintenance somebody works on it: it says nothing about a change, and gets it last
 */
public record Member(
    String uid, String name, Map<String, String> labels, String unit, String cell, int weight, String revision, boolean loaded, boolean reports,
    boolean maintenance) {
  boolean on(String asked) {
    return revision.equals(asked);
  }
}
