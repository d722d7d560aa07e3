package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Settings for some of a fleet's Plcs: those of a firmware, of a site, or of a group. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "[has(self.version), has(self.region), has(self.group)].filter(p, p).size() == 1",
    message = "an override needs exactly one of version, region and group",
    messageExpression = "'override ' + self.name + ' needs exactly one of version, region and group: make an override for each'")
@ValidationRule(value = "has(self.set.polling) || has(self.set.heartbeat) || has(self.set.connection)",
    message = "an override must set something of polling, heartbeat or connection",
    messageExpression = "'override ' + self.name + ' sets nothing: set something of polling, heartbeat or connection, or remove it'", fieldPath = ".set")
public record LinkOverride(
    @JsonPropertyDescription("Name, once in this fleet; the status of a Plc tells by it what applies")
        @Required @Pattern(Schema.NAME) @Size(min = 1, max = 40) String name,
    @JsonPropertyDescription("Plcs whose spec.firmware is this version or begins with it, up to a dot: v4.4 is meant for v4.4 and 4.4.2, not for v4.40."
        + " Of several the longest applies")
        @Pattern(Schema.FIRMWARE_PREFIX) @Size(min = 1, max = 32) @Nullable String version,
    @JsonPropertyDescription("Plcs whose label plcfleet.io/site is this") @Size(min = 1, max = 63) @Nullable String region,
    @JsonPropertyDescription("Plcs whose label plcfleet.io/group is this") @Size(min = 1, max = 63) @Nullable String group,
    @JsonPropertyDescription("What holds for them") @Required LinkSettings set) {}
