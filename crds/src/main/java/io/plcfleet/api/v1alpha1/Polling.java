package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How often and how patiently to read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.interval) || (duration(self.interval) >= duration('200ms') && duration(self.interval) <= duration('1h'))",
    message = "interval must be between 200ms and 1h",
    messageExpression = "'interval ' + self.interval + ' must be between 200ms and 1h'")
@ValidationRule(
    value = "!has(self.timeout) || (duration(self.timeout) >= duration('10ms') && duration(self.timeout) <= duration('1m'))",
    message = "timeout must be between 10ms and 1m",
    messageExpression = "'timeout ' + self.timeout + ' must be between 10ms and 1m'")
public record Polling(
    @JsonPropertyDescription("From the start of one read to the next, 200ms to 1h. When nobody says otherwise: S7 by connection type, Basic 2s, OP 10s, PG 5s; OPC UA 2s; others 1s")
        @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String interval,
    @JsonPropertyDescription("How long to wait for an answer, 10ms to 1m. When nobody says otherwise: S7 by connection type, Basic 1s, OP 2s, PG 3s; OPC UA 1500ms; others 800ms")
        @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String timeout) {}
