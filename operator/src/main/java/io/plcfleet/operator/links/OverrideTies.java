package io.plcfleet.operator.links;

import io.plcfleet.api.v1alpha1.LinkOverride;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Overrides of which neither would be the stronger. The schema refuses them too, but cannot name them. */
public final class OverrideTies {
  private OverrideTies() {}

  /** A sentence for each set of overrides that say the same of whom they are for, and for each that says nothing or too much of it. */
  public static List<String> of(@Nullable List<LinkOverride> overrides) {
    List<String> ties = new ArrayList<>();
    Map<String, List<LinkOverride>> byTarget = new TreeMap<>();
    for (LinkOverride override : overrides == null ? List.<LinkOverride>of() : overrides) {
      List<String> targets = targets(override);
      if (targets.size() != 1) ties.add("override " + override.name() + " needs exactly one of version, region and group: make an override for each");
      else byTarget.computeIfAbsent(targets.getFirst(), _ -> new ArrayList<>(1)).add(override);
    }
    byTarget.forEach((target, same) -> {
      if (same.size() > 1) {
        ties.add(same.stream().map(LinkOverride::name).collect(Collectors.joining(" and ")) + " are both for " + target
            + ", and neither would be the stronger: merge them into one");
      }
    });
    return ties;
  }

  private static List<String> targets(LinkOverride override) {
    List<String> targets = new ArrayList<>(1);
    if (override.version() != null) targets.add("version " + Firmware.bare(override.version()));
    if (override.region() != null) targets.add("region " + override.region());
    if (override.group() != null) targets.add("group " + override.group());
    return targets;
  }
}
