package io.plcfleet.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What Roles grant, and what of it requests need. A right is a verb and a resource: {@code patch apps/statefulsets}. */
record Rights(List<Grant> grants) {
  /** Granted, and asked for in no story of the tests, for the reason given. */
  static final Map<String, String> TRIED_NOWHERE = Map.of(
      "update plcfleet.io/monitorfleets/finalizers", "clusters with OwnerReferencesPermissionEnforcement look whether it is there; it is never asked for",
      "update plcfleet.io/configrollouts/finalizers", "clusters with OwnerReferencesPermissionEnforcement look whether it is there; it is never asked for");
  /** Asked for in the story of {@link RightsIT} alone: a shorter one does not come there. */
  static final Map<String, String> TRIED_IN_RIGHTS_IT = Map.of(
      "delete plcfleet.io/configrollouts", "when there are many old ones",
      "delete apps/controllerrevisions", "when nobody can go back to one any more",
      "delete monitoring.coreos.com/servicemonitors", "when a fleet switches it off",
      "delete monitoring.coreos.com/prometheusrules", "when a fleet switches it off",
      "get plcfleet.io/configrollouts", "when one of the name that is to be made is there already",
      "get apps/controllerrevisions", "when one of the name that is to be made is there already",
      "get plcfleet.io/monitorfleets", "by the framework, when its finalizer could not be taken at the first attempt",
      "delete networking.k8s.io/networkpolicies", "when the administrator wants them no more",
      "update /secrets", "of its own metrics, when the token is exchanged after a month");

  /**
   * One right by one rule.
   *
   * @param role that has the rule, in words
   * @param namespace in which it counts; empty: in all, and beside them
   * @param names of the only objects for which it counts; empty: for all
   */
  record Grant(String role, String namespace, Set<String> names, String right) {
    /** As the API server decides it: who creates by POST is not asked for the name. */
    boolean covers(AuditLog.Request request, String asked) {
      boolean named = names.isEmpty() || (!request.verb().equals("create") && names.contains(request.name()));
      return right.equals(asked) && named && (namespace.isEmpty() || namespace.equals(request.namespace()));
    }

    @Override
    public String toString() {
      return right + (names.isEmpty() ? "" : " named " + String.join(", ", names)) + ", by " + role;
    }
  }

  /** @param objects of which the Roles and ClusterRoles count */
  static Rights of(Collection<? extends HasMetadata> objects) {
    List<Grant> grants = new ArrayList<>();
    for (HasMetadata object : objects) {
      if (object instanceof Role role) add(grants, role, role.getMetadata().getNamespace(), role.getRules());
      if (object instanceof ClusterRole role) add(grants, role, "", role.getRules());
    }
    return new Rights(grants);
  }

  private static void add(List<Grant> grants, HasMetadata role, String namespace, List<PolicyRule> rules) {
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          for (String verb : rule.getVerbs()) {
            grants.add(new Grant(role.getKind() + " " + namespace + "/" + role.getMetadata().getName(), namespace, Set.copyOf(rule.getResourceNames()), verb + " " + group + "/" + resource));
          }
        }
      }
    }
  }

  Set<String> names() {
    return grants.stream().map(Grant::right).collect(Collectors.toCollection(TreeSet::new));
  }

  /** What was asked for, with the object, that no rule covers. */
  Set<String> lacking(Collection<AuditLog.Request> requests) {
    Set<String> lacking = new TreeSet<>();
    for (AuditLog.Request request : requests) {
      request.rights().filter(right -> grants.stream().noneMatch(grant -> grant.covers(request, right))).forEach(right -> lacking.add(right + " " + request.object()));
    }
    return lacking;
  }

  /** What no request needs, by the very rule that grants it. */
  List<Grant> unused(Collection<AuditLog.Request> requests) {
    return grants.stream().filter(grant -> requests.stream().noneMatch(request -> request.rights().anyMatch(right -> grant.covers(request, right)))).toList();
  }
}
