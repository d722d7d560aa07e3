package io.plcfleet.operator.revision;

import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.operator.links.Links;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what two revisions come to. */
public final class Revisions {
  private Revisions() {}

  /**
   * Whether it makes no difference to any of the Plcs by which of the two it is read. A profile that one of them has not is new to it: naming
   * one anew is a matter of the Plc.
   */
  public static boolean alike(SharedConfig one, SharedConfig other, Collection<Plc> plcs) {
    if (!Objects.equals(one.image(), other.image())) return false;
    Links links = one.links();
    Links others = other.links();
    return plcs.stream().allMatch(plc -> links.of(plc).settings().equals(others.of(plc).settings())) && scoredAlike(one, other, plcs);
  }

  /** Whether both score all Plcs alike, so that there is nothing that a shadow could show. */
  public static boolean scoredAlike(SharedConfig one, SharedConfig other, Collection<Plc> plcs) {
    return plcs.stream().allMatch(plc -> one.profileOf(plc).equals(other.profileOf(plc))) && plcs.stream().map(one::profileOf).distinct()
        .allMatch(name -> same(one.profile(name), other.profile(name)));
  }

  private static boolean same(MonitorConfig.@Nullable Profile one, MonitorConfig.@Nullable Profile other) {
    return one == null || other == null || one.equals(other);
  }
}
