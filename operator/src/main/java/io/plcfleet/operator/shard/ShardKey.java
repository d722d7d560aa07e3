package io.plcfleet.operator.shard;

/** Names a shard in the cluster; its ConfigMap and StatefulSet have the same name. */
public record ShardKey(String namespace, String name) {
  /** The one pod of the shard's StatefulSet. */
  public String pod() {
    return name + "-0";
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
