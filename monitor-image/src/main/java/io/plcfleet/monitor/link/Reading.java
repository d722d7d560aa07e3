package io.plcfleet.monitor.link;

import org.jspecify.annotations.Nullable;

/**
 * One tag's answer. A device that refuses one tag still answers the others.
 *
 * @param value present when the status is Ok
 */
public record Reading(TagStatus status, @Nullable TagValue value) {
  public static Reading of(TagValue value) {
    return new Reading(TagStatus.Ok, value);
  }

  public static Reading refused(TagStatus status) {
    return new Reading(status, null);
  }
}
