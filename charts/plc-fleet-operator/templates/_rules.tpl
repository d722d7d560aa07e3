{{/* What the operator may do in a watched namespace. The same in a Role and in a ClusterRole. */}}
{{- define "plc-fleet-operator.rules" -}}
# What people declare is read, never changed.
- apiGroups: [plcfleet.io]
  resources: [plcs, scoringprofiles]
  verbs: [list, watch]
# The same, and its finalizer: a deleted fleet stays until its PLCs are released.
- apiGroups: [plcfleet.io]
  resources: [monitorfleets]
  verbs: [get, list, watch, patch]
# What there is to say of them.
- apiGroups: [plcfleet.io]
  resources: [plcs/status, monitorfleets/status]
  verbs: [patch]
# Children block the deletion of their fleet: some clusters allow that only to those who may set its finalizers.
- apiGroups: [plcfleet.io]
  resources: [monitorfleets/finalizers]
  verbs: [update]
# Rollouts are made, followed and, when there are many, forgotten; what people ask of one in its spec is never written.
- apiGroups: [plcfleet.io]
  resources: [configrollouts]
  verbs: [get, list, watch, create, delete]
# How far a rollout is, over what was read before and nothing else.
- apiGroups: [plcfleet.io]
  resources: [configrollouts/status]
  verbs: [update]
# As for fleets.
- apiGroups: [plcfleet.io]
  resources: [configrollouts/finalizers]
  verbs: [update]
# What the Plcs of a fleet share, as it was: to go back to.
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [get, list, watch, create, delete]
# What monitors read, and dashboards.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, patch, delete]
# How monitors are found. It goes with its fleet, by the garbage collector.
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch]
# The monitors.
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
# Where the administrator wants them. One that is wanted no more must go, or it would shut out what it does not know.
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
# What Prometheus is to scrape, and the alerts.
- apiGroups: [monitoring.coreos.com]
  resources: [servicemonitors, prometheusrules]
  verbs: [get, create, patch, delete]
# Whether a Prometheus takes what is written for it: what it asks for.
- apiGroups: [monitoring.coreos.com]
  resources: [prometheuses, prometheusagents, thanosrulers]
  verbs: [list]
# The same: the labels of the namespace.
- apiGroups: [""]
  resources: [namespaces]
  verbs: [get]
# A touched pod makes the kubelet deliver a changed ConfigMap at once.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, patch]
# The bearer token of a fleet's monitors. The name is the fleet's, so no name can be given here. Without list and watch nobody reads all Secrets by way of the operator.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, create, patch]
# Changes of grades, steps of rollouts, repairs. A repeated one is counted in the Event that there is, hence patch.
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}
