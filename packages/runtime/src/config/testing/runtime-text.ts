/** The text of a `kind: Runtime` by the keys of its `spec`. */
export function runtimeText(spec: Readonly<Record<string, string>>): string {
  const lines = Object.entries(spec).map(([key, value]) => `  ${key}: ${value}`);
  const head = ['apiVersion: lamia/v1', 'kind: Runtime', 'metadata: { name: main }'];
  return [...head, lines.length === 0 ? 'spec: {}' : 'spec:', ...lines, ''].join('\n');
}
