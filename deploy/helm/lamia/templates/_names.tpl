{{- define "lamia.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "lamia.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "lamia.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "lamia.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What tells this release's pods from all others; never changes. */}}
{{- define "lamia.selector" -}}
app.kubernetes.io/name: {{ include "lamia.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "lamia.labels" -}}
{{ include "lamia.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "lamia.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "lamia.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is empty: name the account that the controller runs as, or let the chart create one" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "lamia.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- define "lamia.webhookSecret" -}}
{{- if .Values.admission.certificate.certManager.enabled -}}
{{- printf "%s-webhook" (include "lamia.fullname" .) -}}
{{- else -}}
{{- required "admission.certificate.secretName is empty: name a secret of type kubernetes.io/tls, or set admission.certificate.certManager.enabled" .Values.admission.certificate.secretName -}}
{{- end -}}
{{- end -}}

{{- define "lamia.address" -}}
{{- if contains ":" .host -}}[{{ .host }}]{{- else -}}{{ .host }}{{- end -}}:{{ .port }}
{{- end -}}
