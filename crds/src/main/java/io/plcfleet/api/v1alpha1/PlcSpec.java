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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Plc is: exactly one protocol, and the tags to read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "[has(self.s7), has(self.modbus)].filter(p, p).size() == 1",
    message = "exactly one protocol is needed: set either spec.s7 or spec.modbus, and remove the other")
public record PlcSpec(
    @JsonPropertyDescription("A Siemens S7 CPU, by S7 communication over ISO-on-TCP") @Nullable S7 s7,
    @JsonPropertyDescription("A Modbus TCP server, or a unit behind a Modbus TCP gateway") @Nullable Modbus modbus,
    @JsonPropertyDescription("The values to read. One request in each interval asks for all of them")
        @Required @Size(min = 1, max = 200) List<Tag> tags,
    @JsonPropertyDescription("How often and how patiently to read; what is absent comes from the fleet") @Nullable Polling polling,
    @JsonPropertyDescription("How to score; the fleet's profile when absent") @Nullable ProfileRef profileRef,
    @JsonPropertyDescription("Type of the CPU, for dashboards; for example S7-1516") @Size(max = 63) @Nullable String cpuModel,
    @JsonPropertyDescription("Version of the firmware, for dashboards; for example v4.4.2") @Size(max = 63) @Nullable String firmware,
    @JsonPropertyDescription("How much depends on this PLC") @Nullable Criticality criticality) {

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
  public record Tag(
      @JsonPropertyDescription("Name, once in this Plc") @Required @Pattern(Schema.TAG_NAME) @Size(min = 1, max = 63) String name,
      @JsonPropertyDescription("Address in the grammar of Apache PLC4X, as %DB1:10:REAL or holding-register:1:INT")
          @Required @Size(min = 1, max = 128) String address) {}

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
