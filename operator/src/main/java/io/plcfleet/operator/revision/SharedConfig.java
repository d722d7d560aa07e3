package io.plcfleet.operator.revision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plcfleet.api.v1alpha1.LinkOverride;
import io.plcfleet.api.v1alpha1.LinkSettings;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.operator.links.Links;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.profile.ProfileCheck;
import io.plcfleet.profile.ProfileSnapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all Plcs of a fleet share, as it is declared. What is built in is no part of it, so that another operator version is no other revision.
 *
 * @param profileRef profile of Plcs that name none; absent: the built-in one
 * @param overrides by name
 * @param profiles that the Plcs go by, and that there are
 * @param image of the monitors; absent: the operator's choice
 */
public record SharedConfig(
    @Nullable String profileRef, @Nullable LinkSettings defaults, List<LinkOverride> overrides, Map<String, ScoringProfileSpec> profiles, @Nullable String image) {
  private static final int DIGITS = 10;

  /**
   * What is asked for now.
   *
   * @param naming all Plcs whose profile counts: that one is not sound is no matter of the others
   * @param last what is or shall be in force: a profile that is gone or cannot be used stays as it is there, so that making it anew with other
   *     numbers is an edit like any other
   */
  public static SharedConfig of(MonitorFleetSpec fleet, Collection<Plc> naming, Map<String, ScoringProfile> profiles, @Nullable SharedConfig last) {
    String profileRef = fleet.profileRef() == null ? null : fleet.profileRef().name();
    List<LinkOverride> overrides = fleet.overrides() == null ? List.of() : fleet.overrides().stream().sorted(Comparator.comparing(LinkOverride::name)).toList();
    Map<String, ScoringProfileSpec> named = new TreeMap<>();
    for (Plc plc : naming) {
      String name = profileOf(plc, profileRef);
      ScoringProfile profile = name.equals(ProfileSnapshot.BUILT_IN) ? null : profiles.get(name);
      ScoringProfileSpec before = last == null ? null : last.profiles.get(name);
      if (profile != null && ProfileCheck.problems(profile.getSpec()).isEmpty()) named.put(name, profile.getSpec());
      else if (before != null) named.put(name, before);
    }
    return new SharedConfig(profileRef, fleet.defaults(), overrides, named, fleet.monitor() == null ? null : fleet.monitor().image());
  }

  /** Ten hexadecimal digits of the SHA-256 of its canonical form. */
  @JsonIgnore
  public String revision() {
    return ShardJson.hash(this, DIGITS);
  }

  /** How links are treated by it. */
  @JsonIgnore
  public Links links() {
    return new Links(defaults, overrides);
  }

  /** Name of the profile that a Plc goes by. */
  public String profileOf(Plc plc) {
    return profileOf(plc, profileRef);
  }

  private static String profileOf(Plc plc, @Nullable String profileRef) {
    if (plc.getSpec().profileRef() != null) return plc.getSpec().profileRef().name();
    return profileRef == null ? ProfileSnapshot.BUILT_IN : profileRef;
  }

  /** The profile as monitors get it; absent when this is not of it. */
  public MonitorConfig.@Nullable Profile profile(String name) {
    if (name.equals(ProfileSnapshot.BUILT_IN)) return ProfileSnapshot.standard();
    ScoringProfileSpec spec = profiles.get(name);
    return spec == null || !ProfileCheck.problems(spec).isEmpty() ? null : ProfileSnapshot.of(spec);
  }
}
