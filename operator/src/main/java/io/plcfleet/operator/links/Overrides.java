package io.plcfleet.operator.links;

import io.plcfleet.api.v1alpha1.LinkOverride;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcLabels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of a fleet's overrides apply to a Plc: at most one by version, one by region, one by group. */
final class Overrides {
  private final List<LinkOverride> all;

  Overrides(@Nullable List<LinkOverride> all) {
    this.all = all == null ? List.of() : all;
  }

  /** The strongest first. */
  List<LinkOverride> applying(Plc plc) {
    Map<String, String> labels = plc.getMetadata().getLabels() == null ? Map.of() : plc.getMetadata().getLabels();
    return Stream.of(byVersion(plc.getSpec().firmware()), byRegion(labels.get(PlcLabels.SITE)), byGroup(labels.get(PlcLabels.GROUP)))
        .flatMap(Optional::stream).toList();
  }

  /** All that match are beginnings of one firmware, so the longest text says most. */
  private Optional<LinkOverride> byVersion(@Nullable String firmware) {
    if (firmware == null) return Optional.empty();
    return all.stream().filter(o -> o.version() != null && Firmware.begins(firmware, o.version()))
        .max(Comparator.comparingInt(o -> Firmware.bare(String.valueOf(o.version())).length()));
  }

  private Optional<LinkOverride> byRegion(@Nullable String site) {
    return site == null ? Optional.empty() : all.stream().filter(o -> Objects.equals(o.region(), site)).findFirst();
  }

  private Optional<LinkOverride> byGroup(@Nullable String group) {
    return group == null ? Optional.empty() : all.stream().filter(o -> Objects.equals(o.group(), group)).findFirst();
  }
}
