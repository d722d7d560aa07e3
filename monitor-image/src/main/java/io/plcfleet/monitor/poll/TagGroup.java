package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Plan;
import java.util.List;

/**
 * Tags of one PLC that are asked for together.
 *
 * @param tags their places in the PLC's list, in the order of the plan
 * @param essential read in every grade
 */
record TagGroup(List<Integer> tags, Plan plan, long intervalNanos, boolean essential) {
  boolean asksLike(TagGroup other) {
    return tags.equals(other.tags) && intervalNanos == other.intervalNanos && essential == other.essential;
  }
}
