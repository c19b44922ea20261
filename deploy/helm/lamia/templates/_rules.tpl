{{/* What the controller does wherever it looks after Gateways. Nothing here reads a secret or a pod. */}}
{{- define "lamia.rules.controller" -}}
- apiGroups: [lamia.dev]
  resources: [gateways, policies]
  verbs: [get, list, watch]
# An annotation by which somebody asked for an act is taken off once that is done; nothing else of a Gateway is written but its status.
- apiGroups: [lamia.dev]
  resources: [gateways, gateways/status]
  verbs: [update]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch]
- apiGroups: ['']
  resources: [events]
  verbs: [create, patch]
{{- end -}}

{{- define "lamia.rules.istio" -}}
- apiGroups: [networking.istio.io]
  resources: [virtualservices, destinationrules]
  verbs: [get, list, watch, create, patch, delete]
{{- end -}}

{{- define "lamia.rules.gatewayApi" -}}
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [get, list, watch, create, patch, delete]
{{- end -}}

{{- define "lamia.rules.gloo" -}}
- apiGroups: [gateway.solo.io]
  resources: [virtualservices, routetables]
  verbs: [get, list, watch, create, patch, delete]
# Upstreams stay: others may use them.
- apiGroups: [gloo.solo.io]
  resources: [upstreams]
  verbs: [get, list, watch, create, patch]
{{- end -}}

{{/* One set of rules as a ClusterRole, or as Roles where namespaces are named, bound to the controller's account. */}}
{{- define "lamia.grant" -}}
{{- $root := .root -}}
{{- $name := printf "%s-%s" (include "lamia.fullname" $root) .name -}}
{{- $scopes := $root.Values.namespaces | default (list "") -}}
{{- range $namespace := $scopes }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ ternary "Role" "ClusterRole" (ne $namespace "") }}
metadata:
  name: {{ $name }}
  {{- with $namespace }}
  namespace: {{ . }}
  {{- end }}
  labels: {{- include "lamia.labels" $root | nindent 4 }}
rules: {{- include $.rules $root | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ ternary "RoleBinding" "ClusterRoleBinding" (ne $namespace "") }}
metadata:
  name: {{ $name }}
  {{- with $namespace }}
  namespace: {{ . }}
  {{- end }}
  labels: {{- include "lamia.labels" $root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ ternary "Role" "ClusterRole" (ne $namespace "") }}
  name: {{ $name }}
subjects:
  - kind: ServiceAccount
    name: {{ include "lamia.serviceAccount" $root }}
    namespace: {{ $root.Release.Namespace }}
{{- end }}
{{- end -}}
