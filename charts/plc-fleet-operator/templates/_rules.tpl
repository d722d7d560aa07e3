{{/* What the operator may do in a watched namespace. The same in a Role and in a ClusterRole. */}}
{{- define "plc-fleet-operator.rules" -}}
# What people declare is read, never changed; only the finalizer of a fleet is written.
- apiGroups: [plcfleet.io]
  resources: [plcs, scoringprofiles]
  verbs: [list, watch]
- apiGroups: [plcfleet.io]
  resources: [monitorfleets]
  verbs: [get, list, watch]
- apiGroups: [plcfleet.io]
  resources: [plcs/status, monitorfleets/status]
  verbs: [patch]
- apiGroups: [plcfleet.io]
  resources: [monitorfleets]
  verbs: [patch]
# Children block the deletion of their fleet: some clusters allow that only to those who may set its finalizers.
- apiGroups: [plcfleet.io]
  resources: [monitorfleets/finalizers]
  verbs: [update]
# Rollouts are made, followed and, when there are many, forgotten; what people ask of one in its spec is never written.
- apiGroups: [plcfleet.io]
  resources: [configrollouts]
  verbs: [get, list, watch, create, delete]
- apiGroups: [plcfleet.io]
  resources: [configrollouts/status]
  verbs: [update]
- apiGroups: [plcfleet.io]
  resources: [configrollouts/finalizers]
  verbs: [update]
# What the Plcs of a fleet share, as it was: to go back to.
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [get, list, watch, create, delete]
# The children of a fleet. A Service goes with its fleet, by the garbage collector.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [monitoring.coreos.com]
  resources: [servicemonitors, prometheusrules]
  verbs: [get, create, patch, delete]
# A touched pod makes the kubelet deliver a changed ConfigMap at once.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, patch]
# The bearer token of a fleet's monitors. Without list and watch nobody reads all Secrets by way of the operator.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, create, patch]
# Changes of grades. A repeated one is counted in the Event that there is, hence patch.
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}
