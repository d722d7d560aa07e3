package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Plan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tags of one PLC that are asked for together.
 *
 * @param tags their places in the PLC's list, in the order of the plan
 * @param requests that the plan takes, before anything is learnt of the device
 * @param essential read in every grade
 */
record TagGroup(List<Integer> tags, Plan plan, int requests, long intervalNanos, boolean essential) {
  static TagGroup of(List<Integer> tags, Plan plan, long intervalNanos, boolean essential) {
    int requests = (int) IntStream.range(0, plan.tags()).map(plan::request).distinct().count();
    return new TagGroup(tags, plan, requests, intervalNanos, essential);
  }

  boolean asksLike(TagGroup other) {
    return tags.equals(other.tags) && intervalNanos == other.intervalNanos && essential == other.essential;
  }
}
