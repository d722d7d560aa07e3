package io.plcfleet.operator.monitor;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec.Credentials;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.Networks;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects that make a fleet's monitors run. */
public final class MonitorRender {
  /** Where the fleet does not say. */
  public static final int PLCS_PER_POD = 250;
  public static final int METRICS_PORT = 9400;
  public static final int STATUS_PORT = 9401;
  private static final String CONTAINER = "monitor";
  // Where the monitor looks unless it is told otherwise.
  private static final String FOLDER = "/etc/plcfleet";
  private static final String CREDENTIALS_FOLDER = "/etc/plcfleet-credentials";
  private static final String TOKEN_FOLDER = "/etc/plcfleet-token";
  private static final long USER = 65532;
  private static final int HASH_DIGITS = 16;

  private final String fleet;
  private final String namespace;
  private final MonitorFleetSpec.@Nullable Monitor spec;
  private final MonitorMemory memory;
  private final HouseRules house;

  public MonitorRender(MonitorFleet fleet, HouseRules house) {
    this.fleet = fleet.getMetadata().getName();
    this.namespace = fleet.getMetadata().getNamespace();
    this.spec = fleet.getSpec().monitor();
    this.house = house;
    memory = memory(spec);
  }

  private static MonitorMemory memory(MonitorFleetSpec.@Nullable Monitor spec) {
    MonitorMemory plan = MonitorMemory.of(plcsPerPod(spec), recordingMinutes(spec));
    return MemoryCheck.limit(spec).map(plan::within).orElse(plan);
  }

  static int recordingMinutes(MonitorFleetSpec.@Nullable Monitor spec) {
    return spec == null || spec.recordingMinutes() == null ? 0 : spec.recordingMinutes();
  }

  /** How many PLCs a pod may take. */
  public static int plcsPerPod(MonitorFleetSpec.@Nullable Monitor spec) {
    return spec == null || spec.plcsPerPod() == null ? PLCS_PER_POD : spec.plcsPerPod();
  }

  /** Name of the headless Service of a fleet's monitors. */
  public static String serviceName(String fleet) {
    return fleet + "-monitors";
  }

  /** Name of the Secret with the bearer token of a fleet's monitors. */
  public static String secretName(String fleet) {
    return fleet + "-monitor-token";
  }

  /** What a shard's monitor reads, and the record of it; written only over the version that was read. */
  public ConfigMap configMap(ShardRecord shard) {
    return new ConfigMapBuilder()
        .withMetadata(meta(shard.name()).toBuilder()
            .addToLabels(ChildLabels.SHARD, shard.name())
            .addToAnnotations(ChildLabels.GROUP, shard.group())
            .addToAnnotations(ChildLabels.SELECTOR, shard.selector())
            .withResourceVersion(shard.resourceVersion())
            .build())
        .withData(Map.of(MonitorConfig.FILE, ShardJson.write(shard.config())))
        .build();
  }

  /**
   * One pod that is never there twice. A Deployment would start the replacement of an evicted pod while the old one still reads,
   * and a PLC would have two readers.
   *
   * @param image of the monitor
   */
  public StatefulSet statefulSet(ShardRecord shard, String image) {
    Map<String, String> selecting = new TreeMap<>(ChildLabels.selecting(fleet, Component.MONITOR));
    selecting.put(ChildLabels.SHARD, shard.name());
    PodTemplateSpec template = new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(ChildLabels.of(fleet, Component.MONITOR)).addToLabels(ChildLabels.SHARD, shard.name())
        .addToAnnotations("kubectl.kubernetes.io/default-container", CONTAINER)
        .endMetadata()
        .withSpec(podSpec(shard, image))
        .build();
    return new StatefulSetBuilder()
        .withMetadata(meta(shard.name()).toBuilder().addToLabels(ChildLabels.SHARD, shard.name())
            .addToAnnotations(ChildLabels.TEMPLATE, ShardJson.hash(template, HASH_DIGITS)).build())
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(serviceName(fleet))
        .withPodManagementPolicy("Parallel")
        .withNewSelector().withMatchLabels(selecting).endSelector()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  /**
   * One as it is, but for the networks that its monitor may connect to: what the administrator permits holds whatever else may be written.
   * Empty where they are right, or where no container is the monitor's.
   */
  public Optional<StatefulSet> limited(StatefulSet actual) {
    List<Container> containers = new ArrayList<>(actual.getSpec().getTemplate().getSpec().getContainers());
    Optional<EnvVar> wanted = networks();
    boolean changed = false;
    for (int i = 0; i < containers.size(); i++) {
      Container container = containers.get(i);
      List<EnvVar> there = container.getEnv().stream().filter(v -> v.getName().equals(Networks.VARIABLE)).toList();
      if (!container.getName().equals(CONTAINER) || there.equals(wanted.stream().toList())) continue;
      List<EnvVar> others = container.getEnv().stream().filter(v -> !v.getName().equals(Networks.VARIABLE)).toList();
      containers.set(i, container.toBuilder().withEnv(Stream.concat(others.stream(), wanted.stream()).toList()).build());
      changed = true;
    }
    return changed ? Optional.of(new StatefulSetBuilder(actual).editSpec().editTemplate().editSpec().withContainers(containers).endSpec().endTemplate().endSpec().build())
        : Optional.empty();
  }

  private PodSpec podSpec(ShardRecord shard, String image) {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)  // a monitor has no business with the API server
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(10L)
        .withNewSecurityContext()
        .withRunAsNonRoot(true).withRunAsUser(USER).withRunAsGroup(USER).withFsGroup(USER)
        .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile()
        .endSecurityContext()
        .withImagePullSecrets(house.pullSecrets().stream().map(LocalObjectReference::new).toList())
        .withContainers(container(image))
        .addNewVolume().withName("config").withNewConfigMap().withName(shard.name()).endConfigMap().endVolume()
        .addNewVolume().withName("token").withNewSecret().withSecretName(secretName(fleet)).endSecret().endVolume()
        .addAllToVolumes(credentials().map(MonitorRender::volume).toList())
        .withNodeSelector(spec == null || spec.nodeSelector() == null || spec.nodeSelector().isEmpty() ? null : spec.nodeSelector())
        .withTolerations(spec == null ? null : spec.tolerations())
        .build();
  }

  private Container container(String image) {
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withEnv(environment())
        .addNewPort().withName("metrics").withContainerPort(METRICS_PORT).withProtocol("TCP").endPort()
        .addNewPort().withName("status").withContainerPort(STATUS_PORT).withProtocol("TCP").endPort()
        .withLivenessProbe(probe("/health/live").toBuilder().withPeriodSeconds(10).withFailureThreshold(6).build())
        .withReadinessProbe(probe("/health/ready").toBuilder().withPeriodSeconds(2).withFailureThreshold(3).build())
        .withResources(resources())
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false).withReadOnlyRootFilesystem(true).withRunAsNonRoot(true)
        .withNewCapabilities().withDrop("ALL").endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount().withName("config").withMountPath(FOLDER).withReadOnly(true).endVolumeMount()
        .addNewVolumeMount().withName("token").withMountPath(TOKEN_FOLDER).withReadOnly(true).endVolumeMount()
        .addAllToVolumeMounts(credentials().map(MonitorRender::mount).toList())
        .build();
  }

  private Stream<Credentials> credentials() {
    return spec == null || spec.credentials() == null ? Stream.empty() : spec.credentials().stream();
  }

  /** Optional: a Secret that is missing must not keep the monitor from reading all other PLCs. */
  private static Volume volume(Credentials credentials) {
    return new VolumeBuilder().withName(volumeName(credentials))
        .withNewSecret().withSecretName(credentials.secretRef().name()).withOptional(true).endSecret().build();
  }

  private static VolumeMount mount(Credentials credentials) {
    return new VolumeMountBuilder().withName(volumeName(credentials)).withMountPath(CREDENTIALS_FOLDER + "/" + credentials.name()).withReadOnly(true).build();
  }

  private static String volumeName(Credentials credentials) {
    return "credentials-" + credentials.name();
  }

  private List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>(memory.environment());
    if (spec != null && spec.recordingMinutes() != null) environment.add(variable(MonitorConfig.RECORDING_MINUTES, String.valueOf(spec.recordingMinutes())));
    networks().ifPresent(environment::add);
    return environment;
  }

  private Optional<EnvVar> networks() {
    return house.networks().listed().isEmpty() ? Optional.empty() : Optional.of(variable(Networks.VARIABLE, house.networks().toString()));
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static Probe probe(String path) {
    return new ProbeBuilder().withNewHttpGet().withPath(path).withNewPort("status").withScheme("HTTP").endHttpGet().withTimeoutSeconds(5).build();
  }

  private ResourceRequirements resources() {
    return spec != null && spec.resources() != null ? spec.resources() : memory.resources();
  }

  /** Gives the monitors their names, and Prometheus its targets; monitors that are not ready are scraped too. */
  public Service service() {
    return new ServiceBuilder()
        .withMetadata(meta(serviceName(fleet)))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(ChildLabels.selecting(fleet, Component.MONITOR))
        .addNewPort().withName("metrics").withPort(METRICS_PORT).withProtocol("TCP").withNewTargetPort("metrics").endPort()
        .endSpec()
        .build();
  }

  /** Who may ask a monitor for metrics and status. */
  /** @param tokens by key, see {@link TokenRotation} */
  public Secret secret(Map<String, String> tokens, Instant now) {
    return TokenRotation.secret(meta(secretName(fleet)), tokens, now);
  }

  private ObjectMeta meta(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace(namespace).withLabels(ChildLabels.of(fleet, Component.MONITOR)).build();
  }
}
