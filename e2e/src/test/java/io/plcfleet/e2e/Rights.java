package io.plcfleet.e2e;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What rules of RBAC grant, a line for each verb and resource: {@code patch apps/statefulsets}. */
final class Rights {
  /** Granted, and asked for in no story of the tests, for the reason given. */
  static final Map<String, String> NOT_TRIED = Map.ofEntries(
      Map.entry("update plcfleet.io/monitorfleets/finalizers", "clusters with OwnerReferencesPermissionEnforcement look whether it is there; it is never asked for"),
      Map.entry("update plcfleet.io/configrollouts/finalizers", "clusters with OwnerReferencesPermissionEnforcement look whether it is there; it is never asked for"),
      Map.entry("delete plcfleet.io/configrollouts", "when there are many old ones"),
      Map.entry("delete apps/controllerrevisions", "when there are many old ones"),
      Map.entry("delete monitoring.coreos.com/servicemonitors", "when a fleet switches it off"),
      Map.entry("delete monitoring.coreos.com/prometheusrules", "when a fleet switches it off"),
      Map.entry("get plcfleet.io/configrollouts", "when one of the name that is to be made is there already"),
      Map.entry("get apps/controllerrevisions", "when one of the name that is to be made is there already"),
      Map.entry("get plcfleet.io/monitorfleets", "by the framework, when somebody was faster with a finalizer"),
      Map.entry("delete networking.k8s.io/networkpolicies", "when the administrator wants them no more"),
      Map.entry("update /secrets", "of its own metrics, when the token is exchanged after a month"));

  private Rights() {}

  static Set<String> of(List<PolicyRule> rules) {
    Set<String> rights = new TreeSet<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          for (String verb : rule.getVerbs()) rights.add(verb + " " + group + "/" + resource);
        }
      }
    }
    return rights;
  }
}
