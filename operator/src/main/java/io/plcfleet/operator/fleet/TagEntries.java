package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.PlcSpec;
import io.plcfleet.contract.MonitorConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags as monitors get them. */
final class TagEntries {
  private TagEntries() {}

  /** A monitor that spares a link goes on with the essential tags, and there is always one. A life sign that is not read would look frozen. */
  static List<MonitorConfig.Tag> of(List<PlcSpec.Tag> tags) {
    boolean named = tags.stream().anyMatch(tag -> Boolean.TRUE.equals(tag.essential()));
    return tags.stream().map(tag -> new MonitorConfig.Tag(tag.name(), tag.address(), millis(tag.interval()),
        Boolean.TRUE.equals(tag.essential()) || tag.role() == MonitorConfig.Role.LifeSign || (!named && tag.equals(tags.getFirst())),
        tag.role(), millis(tag.maxFrozen()))).toList();
  }

  private static @Nullable Long millis(@Nullable String duration) {
    return duration == null ? null : DurationText.parse(duration).toMillis();
  }
}
