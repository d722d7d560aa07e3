package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How links are treated, as one layer says it. Each field that is absent comes, by itself, from the next layer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkSettings(
    @JsonPropertyDescription("How often and how patiently to read") @Nullable Polling polling,
    @JsonPropertyDescription("How to make sure that a quiet connection lives") @Nullable Heartbeat heartbeat,
    @JsonPropertyDescription("How connections are made and kept") @Nullable Connection connection) {}
