{{- define "plc-fleet-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The name of all objects: the release's, with the chart's unless it says so already. */}}
{{- define "plc-fleet-operator.fullname" -}}
{{- $name := include "plc-fleet-operator.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "plc-fleet-operator.serviceAccountName" -}}
{{- default (include "plc-fleet-operator.fullname" .) .Values.serviceAccount.name -}}
{{- end -}}

{{/* What finds the operator's pod again; must never change within a release. */}}
{{- define "plc-fleet-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "plc-fleet-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "plc-fleet-operator.ownLabels" -}}
{{ include "plc-fleet-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: plc-fleet-operator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{/* Of all objects. The first one wins: commonLabels cannot change the chart's own. */}}
{{- define "plc-fleet-operator.labels" -}}
{{- merge (include "plc-fleet-operator.ownLabels" . | fromYaml) .Values.commonLabels | toYaml -}}
{{- end -}}

{{/* What every pod of the chart runs under: the restricted Pod Security Standard. */}}
{{- define "plc-fleet-operator.podSecurity" -}}
runAsNonRoot: true
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "plc-fleet-operator.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Arguments: the image's values, the chart's appVersion. */}}
{{- define "plc-fleet-operator.image" -}}
{{- $image := index . 0 -}}
{{- printf "%s:%s" $image.repository (default (index . 1) $image.tag) -}}
{{- end -}}

{{/* The watched namespaces, separated by commas; empty means all. */}}
{{- define "plc-fleet-operator.watchedNamespaces" -}}
{{- if not .Values.watch.allNamespaces -}}
{{- default (list .Release.Namespace) .Values.watch.namespaces | join "," -}}
{{- end -}}
{{- end -}}

{{/* Sources of Prometheus as name=address, separated by commas; a map is sorted by its names. */}}
{{- define "plc-fleet-operator.prometheusSources" -}}
{{- $pairs := list -}}
{{- range $name, $address := . -}}
{{- $pairs = append $pairs (printf "%s=%s" $name $address) -}}
{{- end -}}
{{- join "," $pairs -}}
{{- end -}}
