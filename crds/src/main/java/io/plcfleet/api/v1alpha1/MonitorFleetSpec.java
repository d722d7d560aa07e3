package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Plcs of the namespace belong to a fleet, and what they share. */
@JsonInclude(JsonInclude.Include.NON_NULL)
// To name the two would cost more than the API server grants; the operator does.
@ValidationRule(
    value = "!has(self.overrides) || self.overrides.all(a, !has(a.version) || self.overrides.exists_one(b, has(b.version) && (b.version.matches('^[vV]') ? b.version.substring(1) : b.version) == (a.version.matches('^[vV]') ? a.version.substring(1) : a.version)))",
    message = "two overrides have the same version, and neither would be the stronger: merge them into one",
    fieldPath = ".overrides")
@ValidationRule(
    value = "!has(self.overrides) || self.overrides.all(a, !has(a.region) || self.overrides.exists_one(b, has(b.region) && b.region == a.region))",
    message = "two overrides have the same region, and neither would be the stronger: merge them into one",
    fieldPath = ".overrides")
@ValidationRule(
    value = "!has(self.overrides) || self.overrides.all(a, !has(a.group) || self.overrides.exists_one(b, has(b.group) && b.group == a.group))",
    message = "two overrides have the same group, and neither would be the stronger: merge them into one",
    fieldPath = ".overrides")
public record MonitorFleetSpec(
    @JsonPropertyDescription("The Plcs of this namespace that belong to the fleet, by their labels") @Required LabelSelector selector,
    @JsonPropertyDescription("How to score Plcs that name no profile; the built-in profile standard when absent") @Nullable ProfileRef profileRef,
    @JsonPropertyDescription("How links are treated where neither Plc nor override says otherwise") @Nullable LinkSettings defaults,
    @JsonPropertyDescription("How links of some Plcs are treated. An override by version comes before one by region, that before one by group")
        @Size(max = 50) @Nullable List<LinkOverride> overrides,
    @JsonPropertyDescription("The pods that read the PLCs") @Nullable Monitor monitor,
    @Nullable Prometheus prometheus,
    @Nullable Grafana grafana,
    @JsonPropertyDescription("How a change of what the Plcs share comes to them") @Nullable RolloutPolicy rollout) {

  /** The monitors of the fleet. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Monitor(
      @JsonPropertyDescription("Image of the monitor; the operator's own choice when absent") @Size(min = 1, max = 512) @Nullable String image,
      @JsonPropertyDescription("How many Plcs one monitor takes; 250 when absent. A ConfigMap holds no more than about 2000") @Min(1) @Max(2000) @Nullable Integer plcsPerPod,
      @JsonPropertyDescription("Label of Plcs: those with different values go to different monitors")
          @Pattern(Schema.LABEL_KEY) @Size(max = 316) @Nullable String groupBy,
      @Nullable Map<String, String> nodeSelector,
      @Size(max = 32) @Nullable List<Toleration> tolerations,
      @Nullable ResourceRequirements resources,
      @JsonPropertyDescription("How many minutes back monitors record what happens on links, for a replay, 1 to 60; nothing is recorded when absent")
          @Min(1) @Max(60) @Nullable Integer recordingMinutes,
      @JsonPropertyDescription("What monitors log in with, each given to their pods as files; a Plc names one by credentialsRef")
          @Size(max = 32) @Nullable List<Credentials> credentials) {}

  /** What monitors log in with. */
  public record Credentials(
      @JsonPropertyDescription("Name, once in this fleet") @Required @Pattern(Schema.NAME) @Size(min = 1, max = 40) String name,
      @JsonPropertyDescription("The Secret with the keys username and password, or client.crt, client.key and ca.crt (PEM), or all of them")
          @Required SecretRef secretRef) {}

  /** A Secret of the fleet's namespace. */
  public record SecretRef(@JsonPropertyDescription("Name of the Secret") @Required @Size(min = 1, max = 253) String name) {}

  /** What Prometheus gets. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Prometheus(@Nullable Scrape serviceMonitor, @Nullable Rules rules) {}

  /** The ServiceMonitor. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.interval) || (duration(self.interval) >= duration('1s') && duration(self.interval) <= duration('1m'))",
      message = "interval must be between 1s and 1m: alerts look at the last 5 minutes and need some samples of them",
      messageExpression = "'interval ' + self.interval + ' must be between 1s and 1m: alerts look at the last 5 minutes and need some samples of them'",
      fieldPath = ".interval")
  @ValidationRule(
      value = "!has(self.scrapeTimeout) || duration(self.scrapeTimeout) <= duration(has(self.interval) ? self.interval : '15s')",
      message = "scrapeTimeout must not be above interval, which is 15s when absent: prometheus-operator passes over such a ServiceMonitor without a word",
      messageExpression = "'scrapeTimeout ' + self.scrapeTimeout + ' must not be above interval ' + (has(self.interval) ? self.interval : '15s') + ': prometheus-operator passes over such a ServiceMonitor without a word'",
      fieldPath = ".scrapeTimeout")
  public record Scrape(
      @JsonPropertyDescription("true when absent") @Nullable Boolean enabled,
      @JsonPropertyDescription("How often to scrape, and to evaluate the rules, 1s to 1m; 15s when absent") @Pattern(Schema.PROMETHEUS_DURATION) @Size(min = 2, max = Schema.LONGEST_DURATION)
          @Nullable String interval,
      @JsonPropertyDescription("How long a scrape may take, at most the interval; that of Prometheus when absent")
          @Pattern(Schema.PROMETHEUS_DURATION) @Size(min = 2, max = Schema.LONGEST_DURATION) @Nullable String scrapeTimeout,
      @JsonPropertyDescription("Labels by which your Prometheus selects ServiceMonitors") @Nullable Map<String, String> labels,
      @JsonPropertyDescription("Rules for the labels of targets, after the operator's own, which gives them fleet") @Size(max = 32) @Nullable List<Relabeling> relabelings,
      @JsonPropertyDescription("Rules for each sample before it is stored. Alerts and dashboards need the series that they name: see the page of metrics")
          @Size(max = 32) @Nullable List<Relabeling> metricRelabelings,
      @JsonPropertyDescription("Prometheus speaks HTTPS: for a proxy or a mesh in front of the monitors, which speak plain HTTP") @Nullable ScrapeTls tls,
      @JsonPropertyDescription("Token that Prometheus sends in place of the fleet's own: for a proxy that asks for another, and brings the monitors theirs")
          @Nullable SecretKey bearer) {}

  /** The PrometheusRule. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rules(
      @JsonPropertyDescription("true when absent") @Nullable Boolean enabled,
      @JsonPropertyDescription("Labels by which your Prometheus selects PrometheusRules") @Nullable Map<String, String> labels,
      @JsonPropertyDescription("Names of alerts to leave out, as PlcJitterHigh") @Size(max = 64) @Nullable List<@Size(max = 64) String> disabled) {}

  /** What Grafana gets. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Grafana(@Nullable Dashboards dashboards) {}

  /** The ConfigMaps with the dashboards. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Dashboards(
      @JsonPropertyDescription("true when absent") @Nullable Boolean enabled,
      @JsonPropertyDescription("Labels by which Grafana's sidecar finds dashboards; grafana_dashboard: \"1\" when absent")
          @Nullable Map<String, String> labels,
      @JsonPropertyDescription("Annotations, for example the sidecar's folder") @Nullable Map<String, String> annotations) {}
}
