package io.plcfleet.operator.apply;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.cluster.Cluster;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door through which rollouts are remembered: what a revision is, where a rollout stands, and what became of it. */
public final class RolloutRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutRecords.class);

  private final KubernetesClient client;
  private final Cluster cluster;

  public RolloutRecords(KubernetesClient client, Cluster cluster) {
    this.client = client;
    this.cluster = cluster;
  }

  /** Makes the record of a revision, unless it exists: its name is made from what is in it. */
  public void keep(MonitorFleet owner, ControllerRevision revision) {
    ControllerRevision made = create(owner, revision);
    cluster.revisions.wrote(made);
  }

  /** Makes a rollout, unless it exists. */
  public void begin(MonitorFleet owner, ConfigRollout rollout) {
    cluster.rollouts.wrote(create(owner, rollout));
  }

  /**
   * Stores where a rollout stands, over the very version that was read.
   *
   * @throws KubernetesClientException with code 409 when somebody was faster: observe again
   */
  public void progress(ConfigRollout read, ConfigRolloutStatus status) {
    ConfigRollout wanted = new ConfigRollout();
    wanted.setMetadata(read.getMetadata());
    wanted.setSpec(read.getSpec());
    wanted.setStatus(status);
    LOG.info("rollout {}/{}: {} {}", read.getMetadata().getNamespace(), read.getMetadata().getName(), status.phase(), status.message());
    cluster.rollouts.wrote(client.resource(wanted).lockResourceVersion(read.getMetadata().getResourceVersion()).updateStatus());
  }

  /** Keeps the record of a rollout that is over; it cannot be changed. */
  public void close(MonitorFleet owner, ConfigMap record) {
    cluster.configMaps.wrote(create(owner, record));
  }

  /** Forgets what is no longer needed. */
  public void forget(HasMetadata object) {
    LOG.info("deleting {} {}/{}", object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
    client.resource(object).delete();
    switch (object) {
      case ConfigRollout rollout -> cluster.rollouts.deleted(rollout);
      case ControllerRevision revision -> cluster.revisions.deleted(revision);
      case ConfigMap record -> cluster.configMaps.deleted(record);
      default -> throw new IllegalArgumentException("no record is a " + object.getKind());
    }
  }

  /** @throws IllegalStateException when an object of that name is left from a fleet that is gone, or somebody else's */
  private <T extends HasMetadata> T create(MonitorFleet owner, T wanted) {
    try {
      T made = client.resource(Children.ownedBy(owner, wanted)).create();
      LOG.info("creating {} {}/{}", wanted.getKind(), wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
      return made;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
      T there = client.resource(wanted).get();
      if (there == null) throw e;
      Children.refuseForeign(owner, there);
      return there;
    }
  }
}
