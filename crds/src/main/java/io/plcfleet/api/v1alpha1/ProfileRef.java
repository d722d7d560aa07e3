package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a ScoringProfile of the same namespace. */
public record ProfileRef(
    @JsonPropertyDescription("Name of a ScoringProfile in the same namespace") @Required @Size(min = 1, max = 253) String name) {}
