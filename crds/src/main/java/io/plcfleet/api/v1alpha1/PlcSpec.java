package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Plc is: exactly one protocol, and the tags to read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "[has(self.s7), has(self.modbus)].filter(p, p).size() == 1",
    message = "exactly one protocol is needed: set either spec.s7 or spec.modbus, and remove the other")
@ValidationRule(value = "self.tags.filter(t, has(t.role)).size() <= 1",
    message = "one tag at most may have the role LifeSign: one that changes is enough", fieldPath = ".tags")
public record PlcSpec(
    @JsonPropertyDescription("A Siemens S7 CPU, by S7 communication over ISO-on-TCP") @Nullable S7 s7,
    @JsonPropertyDescription("A Modbus TCP server, or a unit behind a Modbus TCP gateway") @Nullable Modbus modbus,
    @JsonPropertyDescription("The values to read. One request in each interval asks for all of them")
        @Required @Size(min = 1, max = 200) List<Tag> tags,
    @JsonPropertyDescription("How often and how patiently to read; what is absent comes from the fleet's overrides and defaults, then by connection type")
        @Nullable Polling polling,
    @JsonPropertyDescription("How to score; the fleet's profile when absent") @Nullable ProfileRef profileRef,
    @JsonPropertyDescription("Type of the CPU, for dashboards; for example S7-1516") @Size(max = 63) @Nullable String cpuModel,
    @JsonPropertyDescription("Version of the firmware, for dashboards and for overrides by version; for example v4.4.2")
        @Size(max = 63) @Nullable String firmware,
    @JsonPropertyDescription("How much depends on this PLC") @Nullable Criticality criticality,
    @JsonPropertyDescription("Somebody works on it: until then no score, no alerts") @Nullable Maintenance maintenance) {

  /** How much depends on a PLC. */
  public enum Criticality { Low, Medium, High }

  /** ISO-on-TCP address of an S7 CPU. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record S7(
      @JsonPropertyDescription("Host name or IP address") @Required @Pattern(Schema.HOST) @Size(min = 1, max = 253) String host,
      @JsonPropertyDescription("TCP port; 102 when absent") @Min(1) @Max(65535) @Nullable Integer port,
      @JsonPropertyDescription("Rack of the CPU; 0 when absent") @Min(0) @Max(7) @Nullable Integer rack,
      @JsonPropertyDescription("Slot of the CPU: 2 for S7-300, 1 for S7-1200 and S7-1500, as configured for S7-400; 1 when absent")
          @Min(0) @Max(31) @Nullable Integer slot,
      @JsonPropertyDescription("What kind of partner to claim to be; Basic when absent. PG takes the connection that an engineer needs")
          Endpoint.S7.@Nullable ConnectionType connectionType) {}

  /** Address of a Modbus TCP server or of a unit behind a gateway. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Modbus(
      @JsonPropertyDescription("Host name or IP address") @Required @Pattern(Schema.HOST) @Size(min = 1, max = 253) String host,
      @JsonPropertyDescription("TCP port; 502 when absent") @Min(1) @Max(65535) @Nullable Integer port,
      @JsonPropertyDescription("Unit behind the server; 1 when absent. Plcs of one host and port share one connection")
          @Min(0) @Max(255) @Nullable Integer unitId) {}

  /** A value to read. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.interval) || (duration(self.interval) >= duration('200ms') && duration(self.interval) <= duration('1h'))",
      message = "interval must be between 200ms and 1h",
      messageExpression = "'interval ' + self.interval + ' of tag ' + self.name + ' must be between 200ms and 1h'")
  @ValidationRule(
      value = "!has(self.maxFrozen) || (duration(self.maxFrozen) >= duration('1s') && duration(self.maxFrozen) <= duration('1h'))",
      message = "maxFrozen must be between 1s and 1h",
      messageExpression = "'maxFrozen ' + self.maxFrozen + ' of tag ' + self.name + ' must be between 1s and 1h'")
  @ValidationRule(
      value = "!has(self.maxFrozen) || has(self.role)",
      message = "maxFrozen is for the tag with role LifeSign: set role, or remove maxFrozen",
      messageExpression = "'maxFrozen of tag ' + self.name + ' is for a tag with role LifeSign: set role, or remove maxFrozen'")
  public record Tag(
      @JsonPropertyDescription("Name, once in this Plc") @Required @Pattern(Schema.TAG_NAME) @Size(min = 1, max = 63) String name,
      @JsonPropertyDescription("Address in the grammar of Apache PLC4X, as %DB1:10:REAL or holding-register:1:INT")
          @Required @Size(min = 1, max = 128) String address,
      @JsonPropertyDescription("From one read of this tag to the next, 200ms to 1h; as often as the Plc when absent")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String interval,
      @JsonPropertyDescription("Read in every grade, also when the link is to be spared. When no tag is named essential, the first one is;"
          + " the LifeSign always is") @Nullable Boolean essential,
      @JsonPropertyDescription("LifeSign: a counter that the PLC's program changes all the time. One tag at most; no BOOL, which looks frozen when it"
          + " blinks as fast as it is read") MonitorConfig.@Nullable Role role,
      @JsonPropertyDescription("How long a LifeSign may stay the same, 1s to 1h; the longer of 5s and five intervals when absent")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String maxFrozen) {}

  /** Work on a PLC. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(value = "!self.active || has(self.until)",
      message = "until is required while active is true, for example 2026-12-01T06:00:00Z: maintenance that nobody ends would hide a fault for ever")
  public record Maintenance(
      @JsonPropertyDescription("Whether it holds, up to until; false ends it at once") @Required boolean active,
      @JsonPropertyDescription("What is done, for whoever looks; for example belt change") @Size(max = 200) @Nullable String reason,
      @JsonPropertyDescription("When it ends by itself, RFC 3339; required while active") @Size(max = 40) @Nullable String until,
      @JsonPropertyDescription("Keep: the PLC is read on, without consequences. Release: its connection is closed, for whoever works on it. Keep when absent")
          MonitorConfig.@Nullable Connections connections) {}

  private static final int S7_PORT = 102;
  private static final int MODBUS_PORT = 502;

  /**
   * Where the PLC answers, with the defaults filled in.
   *
   * @throws IllegalArgumentException when there is not exactly one protocol
   */
  public Endpoint endpoint() {
    if (s7 != null && modbus == null) {
      return new Endpoint.S7(s7.host, or(s7.port, S7_PORT), or(s7.rack, 0), or(s7.slot, 1),
          s7.connectionType == null ? Endpoint.S7.ConnectionType.Basic : s7.connectionType);
    }
    if (modbus != null && s7 == null) return new Endpoint.Modbus(modbus.host, or(modbus.port, MODBUS_PORT), or(modbus.unitId, 1));
    throw new IllegalArgumentException("spec: exactly one protocol is needed: set either spec.s7 or spec.modbus, and remove the other");
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
