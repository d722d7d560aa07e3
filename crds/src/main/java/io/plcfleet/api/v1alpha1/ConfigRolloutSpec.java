package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What goes where, and what people want of it. The operator writes none of the verbs; one that is absent is not asked for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "self.fleetRef == oldSelf.fleetRef && self.from == oldSelf.from && self.to == oldSelf.to",
    message = "fleetRef, from and to cannot be changed: edit the fleet, and the operator makes another rollout")
@ValidationRule(value = "!has(oldSelf.abort) || !oldSelf.abort || (has(self.abort) && self.abort)",
    message = "abort cannot be taken back: after the rollback set retry for a new attempt", fieldPath = ".abort")
public record ConfigRolloutSpec(
    @JsonPropertyDescription("The fleet, of the same namespace") @Required FleetRef fleetRef,
    @JsonPropertyDescription("Revision that the Plcs come from: the last one that succeeded") @Required @Size(min = 1, max = 40) String from,
    @JsonPropertyDescription("Revision that they are to get") @Required @Size(min = 1, max = 40) String to,
    @JsonPropertyDescription("Everything stays as it is; no time is counted") @Nullable Boolean paused,
    @JsonPropertyDescription("Leave this step now, whatever the comparisons say: its number, as in status.step; any other number does nothing")
        @Min(1) @Max(64) @Nullable Integer promoteStep,
    @JsonPropertyDescription("Give all Plcs the change now") @Nullable Boolean promoteFull,
    @JsonPropertyDescription("Give all Plcs back the settings that they had") @Nullable Boolean abort,
    @JsonPropertyDescription("Once rolled back: try the change anew, as another rollout") @Nullable Boolean retry) {

  /** A fleet of the same namespace. */
  public record FleetRef(@JsonPropertyDescription("Name of the MonitorFleet") @Required @Size(min = 1, max = 40) String name) {}
}
