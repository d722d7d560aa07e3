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
    @Size(max = 16) @Nullable List<Condition> conditions) {

  /** Plcs of the fleet, by grade. */
  public record Plcs(
      @Required int total, @Required int healthy, @Required int warning, @Required int critical, @Required int preFault, @Required int unknown,
      @JsonPropertyDescription("Plcs that somebody works on") int maintenance) {}

  /** Monitors of the fleet; ready are those that run the newest configuration. */
  public record Shards(@Required int total, @Required int ready) {}

  /** Hash of what the Plcs share: defaults and profiles. */
  public record Revision(@Required String stable) {}
}
