package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of a Plc. Ready means monitored as declared; how the device fares is grade, reason and Reachable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlcStatus(
    @Nullable Long observedGeneration,
    @Nullable Grade grade,
    @JsonPropertyDescription("Health of the link, 0 to 100, rounded; written when it changed by 5 or more, or with grade or reason")
        @Nullable Integer score,
    @Nullable Reason reason,
    @JsonPropertyDescription("What costs the most points, or the evidence that the PLC is unreachable")
        @Size(max = 8) @Nullable List<String> explanation,
    @JsonPropertyDescription("The fleet whose monitor reads this PLC") @Nullable String fleet,
    @JsonPropertyDescription("The monitor that reads this PLC") @Nullable String shard,
    @JsonPropertyDescription("Revision of the shared configuration that the monitor applies") @Nullable String revision,
    @Size(max = 16) @Nullable List<Condition> conditions) {}
