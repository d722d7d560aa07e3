package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of a fleet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MonitorFleetStatus(
    @Nullable Long observedGeneration,
    @JsonPropertyDescription("Plcs by grade") @Nullable Plcs plcs,
    @Nullable Shards shards,
    @Nullable Revision revision,
    @JsonPropertyDescription("The newest ConfigRollout") @Nullable Rollout rollout,
    @Size(max = 16) @Nullable List<Condition> conditions) {

  /** Plcs of the fleet, by grade. */
  public record Plcs(
      @Required int total, @Required int healthy, @Required int warning, @Required int critical, @Required int preFault, @Required int unknown,
      @JsonPropertyDescription("Plcs that somebody works on") int maintenance) {}

  /** Monitors of the fleet; ready are those that run the newest configuration. */
  public record Shards(@Required int total, @Required int ready) {}

  /** Hashes of what the Plcs share: defaults, overrides, profiles, image. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Revision(
      @JsonPropertyDescription("The newest revision that all Plcs had") @Required String stable,
      @JsonPropertyDescription("The one that is being tried, or has failed; absent when there is none") @Nullable String candidate) {}

  /** The newest ConfigRollout of the fleet. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rollout(@Required String name, @Required ConfigRolloutStatus.Phase phase, @Required int step) {}
}
