package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A key of a Secret of the fleet's namespace. */
public record SecretKey(
    @JsonPropertyDescription("Name of the Secret") @Required @Size(min = 1, max = 253) String name,
    @JsonPropertyDescription("Its key") @Required @Pattern("^[-._a-zA-Z0-9]+$") @Size(min = 1, max = 253) String key) {}
