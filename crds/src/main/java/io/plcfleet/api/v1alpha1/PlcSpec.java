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
import io.plcfleet.contract.Endpoint.OpcUa.SecurityMode;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityPolicy;
import io.plcfleet.contract.MonitorConfig;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Plc is: exactly one protocol, and the tags to read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "[has(self.s7), has(self.modbus), has(self.opcUa), has(self.eip), has(self.ads)].filter(p, p).size() == 1", message = PlcSpec.ONE_PROTOCOL)
@ValidationRule(value = "self.tags.filter(t, has(t.role)).size() <= 1",
    message = "one tag at most may have the role LifeSign: one that changes is enough", fieldPath = ".tags")
public record PlcSpec(
    @JsonPropertyDescription("A Siemens S7 CPU, by S7 communication over ISO-on-TCP") @Nullable S7 s7,
    @JsonPropertyDescription("A Modbus TCP server, or a unit behind a Modbus TCP gateway") @Nullable Modbus modbus,
    @JsonPropertyDescription("An OPC UA server: the CPU's own, or a gateway's") @Nullable OpcUa opcUa,
    @JsonPropertyDescription("A Logix controller of Rockwell Automation, by EtherNet/IP") @Nullable Eip eip,
    @JsonPropertyDescription("A TwinCAT controller of Beckhoff, by ADS") @Nullable Ads ads,
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

  /** What to say of a Plc with none, or with several. */
  public static final String ONE_PROTOCOL = "exactly one protocol is needed: set one of spec.s7, spec.modbus, spec.opcUa, spec.eip and spec.ads, and remove the others";

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

  /** An OPC UA server. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.securityMode) || (self.securityMode == 'None') == (!has(self.securityPolicy) || self.securityPolicy == 'None')",
      message = "securityMode None goes with securityPolicy None, and Sign and SignAndEncrypt with every other one")
  @ValidationRule(value = "!has(self.securityPolicy) || self.securityPolicy == 'None' || has(self.credentialsRef)",
      message = "a securityPolicy other than None needs credentialsRef: credentials with client.crt, client.key and ca.crt")
  public record OpcUa(
      @JsonPropertyDescription("As opc.tcp://press-07.graz.example:4840/path; port 4840 when absent. The monitor connects to this host and port, "
          + "whatever address the server gives itself") @Required @Pattern(Schema.OPC_UA_URL) @Size(min = 1, max = 512) String url,
      @JsonPropertyDescription("How messages are protected; None when absent") Endpoint.OpcUa.@Nullable SecurityPolicy securityPolicy,
      @JsonPropertyDescription("Sign or SignAndEncrypt; SignAndEncrypt when absent, and None for securityPolicy None")
          Endpoint.OpcUa.@Nullable SecurityMode securityMode,
      @JsonPropertyDescription("Which of the fleet's spec.monitor.credentials to log in with; anonymous when absent")
          @Nullable CredentialsRef credentialsRef) {}

  /** A Logix controller. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Eip(
      @JsonPropertyDescription("Host name or IP address of the EtherNet/IP module, or of the controller itself") @Required @Pattern(Schema.HOST)
          @Size(min = 1, max = 253) String host,
      @JsonPropertyDescription("TCP port; 44818 when absent") @Min(1) @Max(65535) @Nullable Integer port,
      @JsonPropertyDescription("From there to the CPU: port and link one after the other; 1,0 when absent: by the backplane to slot 0. "
          + "Empty for controllers without a backplane") @Pattern(Schema.EIP_PATH) @Size(max = 64) @Nullable String path) {}

  /** A TwinCAT controller. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ads(
      @JsonPropertyDescription("Host name or IP address of the controller") @Required @Pattern(Schema.HOST) @Size(min = 1, max = 253) String host,
      @JsonPropertyDescription("TCP port of its AMS router; 48898 when absent") @Min(1) @Max(65535) @Nullable Integer port,
      @JsonPropertyDescription("AmsNetId of the controller, as 192.168.0.17.1.1") @Required @Pattern(Schema.AMS_NET_ID) @Size(max = 23) String amsNetId,
      @JsonPropertyDescription("AMS port of the PLC runtime; 851 when absent: the first one of TwinCAT 3. TwinCAT 2 has 801")
          @Min(1) @Max(65535) @Nullable Integer amsPort,
      @JsonPropertyDescription("AmsNetId by which the monitor introduces itself. The controller needs a route for it, to the address that the"
          + " monitor's connections come from") @Required @Pattern(Schema.AMS_NET_ID) @Size(max = 23) String sourceAmsNetId) {}

  /** Credentials that the fleet gives its monitors. */
  public record CredentialsRef(
      @JsonPropertyDescription("A name in spec.monitor.credentials of the fleet") @Required @Pattern(Schema.NAME) @Size(min = 1, max = 40) String name) {}

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
      @JsonPropertyDescription("Address in the grammar of its protocol, as %DB1:10:REAL, holding-register:1:INT, ns=2;s=Press.Temperature, Motor[3].Speed or MAIN.Speed")
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

  private static final int OPC_UA_PORT = 4840;
  private static final int EIP_PORT = 44818;
  private static final String EIP_PATH = "1,0";
  private static final int ADS_PORT = 48898;
  private static final int AMS_PORT = 851;
  private static final java.util.regex.Pattern OPC_UA_URL = java.util.regex.Pattern.compile(Schema.OPC_UA_URL);

  /** Whether there is exactly one protocol. */
  public boolean hasOneProtocol() {
    return Stream.of(s7, modbus, opcUa, eip, ads).filter(Objects::nonNull).count() == 1;
  }

  /**
   * Where the PLC answers, with the defaults filled in.
   *
   * @throws IllegalArgumentException when there is not exactly one protocol, or its address is none; names the field
   */
  public Endpoint endpoint() {
    if (!hasOneProtocol()) throw new IllegalArgumentException("spec: " + ONE_PROTOCOL);
    if (s7 != null) {
      return new Endpoint.S7(s7.host, or(s7.port, S7_PORT), or(s7.rack, 0), or(s7.slot, 1),
          s7.connectionType == null ? Endpoint.S7.ConnectionType.Basic : s7.connectionType);
    }
    if (modbus != null) return new Endpoint.Modbus(modbus.host, or(modbus.port, MODBUS_PORT), or(modbus.unitId, 1));
    if (eip != null) return new Endpoint.Eip(eip.host, or(eip.port, EIP_PORT), eip.path == null ? EIP_PATH : eip.path);
    if (ads != null) return new Endpoint.Ads(ads.host, or(ads.port, ADS_PORT), ads.amsNetId, or(ads.amsPort, AMS_PORT), ads.sourceAmsNetId);
    return endpoint(Objects.requireNonNull(opcUa));
  }

  private static Endpoint endpoint(OpcUa opcUa) {
    Matcher url = OPC_UA_URL.matcher(String.valueOf(opcUa.url));
    if (!url.matches()) throw new IllegalArgumentException("spec.opcUa.url: \"" + opcUa.url + "\" is no address of an OPC UA server");
    String host = url.group(1) != null ? url.group(1) : url.group(2);
    SecurityPolicy policy = opcUa.securityPolicy == null ? SecurityPolicy.None : opcUa.securityPolicy;
    SecurityMode otherwise = policy == SecurityPolicy.None ? SecurityMode.None : SecurityMode.SignAndEncrypt;
    return new Endpoint.OpcUa(host, url.group(3) == null ? OPC_UA_PORT : Integer.parseInt(url.group(3)), url.group(4) == null ? "" : url.group(4),
        policy, opcUa.securityMode == null ? otherwise : opcUa.securityMode, opcUa.credentialsRef == null ? null : opcUa.credentialsRef.name);
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
