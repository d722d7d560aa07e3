package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Plcs of the namespace belong to a fleet, and what they share. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MonitorFleetSpec(
    @JsonPropertyDescription("The Plcs of this namespace that belong to the fleet, by their labels") @Required LabelSelector selector,
    @JsonPropertyDescription("How to score Plcs that name no profile; the built-in profile standard when absent") @Nullable ProfileRef profileRef,
    @JsonPropertyDescription("What Plcs fall back on") @Nullable Defaults defaults,
    @JsonPropertyDescription("The pods that read the PLCs") @Nullable Monitor monitor,
    @Nullable Prometheus prometheus,
    @Nullable Grafana grafana) {

  /** What Plcs of the fleet fall back on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Defaults(@Nullable Polling polling) {}

  /** The monitors of the fleet. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Monitor(
      @JsonPropertyDescription("Image of the monitor; the operator's own choice when absent") @Size(min = 1, max = 512) @Nullable String image,
      @JsonPropertyDescription("How many Plcs one monitor takes; 250 when absent") @Min(1) @Max(5000) @Nullable Integer plcsPerPod,
      @JsonPropertyDescription("Label of Plcs: those with different values go to different monitors")
          @Pattern(Schema.LABEL_KEY) @Size(max = 316) @Nullable String groupBy,
      @Nullable Map<String, String> nodeSelector,
      @Size(max = 32) @Nullable List<Toleration> tolerations,
      @Nullable ResourceRequirements resources,
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
  public record Scrape(
      @JsonPropertyDescription("true when absent") @Nullable Boolean enabled,
      @JsonPropertyDescription("How often to scrape; 15s when absent") @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION)
          @Nullable String interval,
      @JsonPropertyDescription("Labels by which your Prometheus selects ServiceMonitors") @Nullable Map<String, String> labels) {}

  /** The PrometheusRule. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rules(
      @JsonPropertyDescription("true when absent") @Nullable Boolean enabled,
      @JsonPropertyDescription("Labels by which your Prometheus selects PrometheusRules") @Nullable Map<String, String> labels) {}

  /** What Grafana gets. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Grafana(@Nullable Dashboards dashboards) {}

  /** The ConfigMap with the dashboard. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Dashboards(
      @JsonPropertyDescription("true when absent") @Nullable Boolean enabled,
      @JsonPropertyDescription("Labels by which Grafana's sidecar finds dashboards; grafana_dashboard: \"1\" when absent")
          @Nullable Map<String, String> labels,
      @JsonPropertyDescription("Annotations, for example the sidecar's folder") @Nullable Map<String, String> annotations) {}
}
