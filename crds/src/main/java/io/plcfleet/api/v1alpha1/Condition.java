package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * A condition by the Kubernetes conventions; Ready, Reconciling and Stalled follow kstatus.
 *
 * @param lastTransitionTime when {@code status} last changed, RFC 3339
 */
public record Condition(
    @Required @Size(max = 64) String type,
    @Required Status status,
    @Required @Size(max = 128) String reason,
    @Required @Size(max = 4096) String message,
    @Required @Size(max = 64) String lastTransitionTime,
    @JsonPropertyDescription("Generation of the object that this was found for") @Nullable Long observedGeneration) {

  /** Whether the condition holds. */
  public enum Status {
    @JsonProperty("True") TRUE,
    @JsonProperty("False") FALSE,
    @JsonProperty("Unknown") UNKNOWN
  }
}
