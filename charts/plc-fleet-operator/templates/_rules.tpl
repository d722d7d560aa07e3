{{/* What the operator may do in a watched namespace. The same in a Role and in a ClusterRole. */}}
{{- define "plc-fleet-operator.rules" -}}
# What people declare is read, never changed; only the finalizer of a fleet is written.
- apiGroups: [plcfleet.io]
  resources: [plcs, scoringprofiles, monitorfleets]
  verbs: [get, list, watch]
- apiGroups: [plcfleet.io]
  resources: [plcs/status, scoringprofiles/status, monitorfleets/status]
  verbs: [patch, update]
- apiGroups: [plcfleet.io]
  resources: [monitorfleets]
  verbs: [patch, update]
# The children of a fleet.
- apiGroups: [""]
  resources: [configmaps, services]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, update, patch, delete]
- apiGroups: [monitoring.coreos.com]
  resources: [servicemonitors, prometheusrules]
  verbs: [get, list, watch, create, patch, delete]
# A touched pod makes the kubelet deliver a changed ConfigMap at once; a pod that cannot start is replaced.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, patch, delete]
# The bearer token of a fleet's monitors. Without list and watch nobody reads all Secrets by way of the operator.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, create, patch, delete]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
{{- end -}}
