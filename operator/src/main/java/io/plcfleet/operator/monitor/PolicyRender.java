package io.plcfleet.operator.monitor;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.contract.Networks;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * What the network is to let through to and from the monitors of a fleet. It comes on top of what a monitor checks itself: it takes no
 * names, and only some networks enforce it. The kubelet of the node is let in by all of them.
 */
public final class PolicyRender {
  /** Of the name server; 5353 is where it really listens in some clusters, behind its Service. */
  private static final List<Integer> NAME_SERVER = List.of(53, 5353);
  private static final String NAMESPACE = "kubernetes.io/metadata.name";

  private PolicyRender() {}

  /** @param ports of the fleet's PLCs */
  public static NetworkPolicy policy(MonitorFleet fleet, Networks networks, HouseRules.Callers callers, SortedSet<Integer> ports) {
    String name = fleet.getMetadata().getName();
    return new NetworkPolicyBuilder()
        .withNewMetadata().withName(MonitorRender.serviceName(name)).withNamespace(fleet.getMetadata().getNamespace()).withLabels(ChildLabels.of(name, Component.MONITOR)).endMetadata()
        .withNewSpec()
        .withNewPodSelector().withMatchLabels(ChildLabels.selecting(name, Component.MONITOR)).endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .withEgress(egress(networks, ports))
        .withIngress(ingress(callers))
        .endSpec()
        .build();
  }

  /** A name server may be anywhere: on the node, in any namespace, outside. */
  private static List<NetworkPolicyEgressRule> egress(Networks networks, SortedSet<Integer> ports) {
    List<NetworkPolicyEgressRule> rules = new ArrayList<>();
    rules.add(new NetworkPolicyEgressRuleBuilder().withPorts(Stream.of("UDP", "TCP").flatMap(protocol -> NAME_SERVER.stream().map(port -> port(protocol, port))).toList()).build());
    if (!ports.isEmpty()) {
      rules.add(new NetworkPolicyEgressRuleBuilder().withTo(networks.blocks().stream().map(PolicyRender::peer).toList())
          .withPorts(ports.stream().map(port -> port("TCP", port)).toList()).build());
    }
    return rules;
  }

  private static List<NetworkPolicyIngressRule> ingress(HouseRules.Callers callers) {
    NetworkPolicyPeer operator = new NetworkPolicyPeerBuilder(namespace(callers.operator()))
        .withNewPodSelector().withMatchLabels(Map.of(ChildLabels.COMPONENT, "operator")).endPodSelector().build();
    return List.of(
        new NetworkPolicyIngressRuleBuilder().withFrom(callers.prometheus().stream().map(PolicyRender::namespace).toList()).withPorts(port("TCP", MonitorRender.METRICS_PORT)).build(),
        new NetworkPolicyIngressRuleBuilder().withFrom(operator).withPorts(port("TCP", MonitorRender.STATUS_PORT)).build());
  }

  private static NetworkPolicyPeer namespace(String name) {
    return new NetworkPolicyPeerBuilder().withNewNamespaceSelector().withMatchLabels(Map.of(NAMESPACE, name)).endNamespaceSelector().build();
  }

  private static NetworkPolicyPeer peer(Networks.Block block) {
    return new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(block.network().toString()).withExcept(block.except().stream().map(Object::toString).toList()).endIpBlock().build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPort(null, new IntOrString(port), protocol);
  }
}
