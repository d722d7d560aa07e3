package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How connections are made and kept. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Connection(
    @JsonPropertyDescription("Probes of the operating system, which find connections that a firewall or a cut cable has ended in silence")
        @Nullable KeepAlive keepAlive,
    @JsonPropertyDescription("Waits between attempts to connect") @Nullable Backoff backoff,
    @JsonPropertyDescription("Connections that the fleet may hold at one host and port at the same time; 1 when nobody says otherwise."
        + " S7 CPUs in one rack, behind one communication processor, need one each")
        @Min(1) @Max(64) @Nullable Integer maxSessions,
    @JsonPropertyDescription("At most so many tags in one request, for devices that take few; as many as the protocol allows when nobody says otherwise")
        @Min(1) @Max(200) @Nullable Integer maxTagsPerRequest) {

  /** TCP keep-alive. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.idle) || (duration(self.idle) >= duration('1s') && duration(self.idle) <= duration('2h'))",
      message = "idle must be between 1s and 2h",
      messageExpression = "'idle ' + self.idle + ' must be between 1s and 2h'")
  @ValidationRule(
      value = "!has(self.interval) || (duration(self.interval) >= duration('1s') && duration(self.interval) <= duration('10m'))",
      message = "interval must be between 1s and 10m",
      messageExpression = "'interval ' + self.interval + ' must be between 1s and 10m'")
  public record KeepAlive(
      @JsonPropertyDescription("Silence before the first probe, whole seconds, 1s to 2h; 60s when nobody says otherwise")
          @Pattern(Schema.WHOLE_SECONDS) @Size(max = Schema.LONGEST_DURATION) @Nullable String idle,
      @JsonPropertyDescription("From one probe to the next, whole seconds, 1s to 10m; 10s when nobody says otherwise")
          @Pattern(Schema.WHOLE_SECONDS) @Size(max = Schema.LONGEST_DURATION) @Nullable String interval,
      @JsonPropertyDescription("So many unanswered probes end the connection; 6 when nobody says otherwise")
          @Min(1) @Max(30) @Nullable Integer count) {}

  /** How the waits between attempts grow. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.initial) || (duration(self.initial) >= duration('500ms') && duration(self.initial) <= duration('1m'))",
      message = "initial must be between 500ms and 1m",
      messageExpression = "'initial ' + self.initial + ' must be between 500ms and 1m'")
  @ValidationRule(
      value = "!has(self.max) || (duration(self.max) >= duration('1s') && duration(self.max) <= duration('10m'))",
      message = "max must be between 1s and 10m",
      messageExpression = "'max ' + self.max + ' must be between 1s and 10m'")
  @ValidationRule(
      value = "!has(self.initial) || !has(self.max) || duration(self.initial) <= duration(self.max)",
      message = "initial must not be above max",
      messageExpression = "'initial ' + self.initial + ' must not be above max ' + self.max")
  @ValidationRule(
      value = "!has(self.factor) || (double(self.factor) >= 1.0 && double(self.factor) <= 10.0)",
      message = "factor must be between \"1\" and \"10\"",
      messageExpression = "'factor ' + self.factor + ' must be between \"1\" and \"10\"'")
  public record Backoff(
      @JsonPropertyDescription("The first wait, 500ms to 1m; 1s when nobody says otherwise")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String initial,
      @JsonPropertyDescription("Each wait is so many times the one before, \"1\" to \"10\"; \"1.5\" when nobody says otherwise")
          @Pattern(Schema.DECIMAL) @Size(max = 16) @Nullable String factor,
      @JsonPropertyDescription("The longest wait, 1s to 10m; 30s when nobody says otherwise. A first wait above it is cut down to it")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String max) {}
}
