/** A gateway file that nothing is wrong with, by the keys of its `spec`; each may be replaced, added to or (null) left out. */
const SPEC: Readonly<Record<string, string>> = {
  application: 'shop',
  listen: '8080/http',
  target: '{ kind: embedded }',
  versions: '{ version1: { address: "127.0.0.1:9001" }, version2: { address: "127.0.0.1:9002" } }',
  baseline: 'version1',
  candidate: 'version2',
  metrics: '{ source: { kind: prometheus, url: "http://127.0.0.1:9090" }, window: 30s, scrapeInterval: 5s }',
  routes: '[{ name: default, weights: { version1: 100 } }]',
  policies: '[{ type: time }]',
};

export function gatewayText(changes: Readonly<Record<string, string | null>> = {}, name = 'shop'): string {
  const spec = Object.entries({ ...SPEC, ...changes }).flatMap(([key, value]) =>
    value === null ? [] : [`  ${key}: ${value}`],
  );
  return ['apiVersion: lamia/v1', 'kind: Gateway', `metadata: { name: ${name} }`, 'spec:', ...spec, ''].join(
    '\n',
  );
}

/** The founding expression on one line, for flow maps. */
export const FOUNDING =
  'if ((metric baseline "status_2xx" / metric baseline "requests") < (metric candidate "status_2xx" / metric candidate "requests")) { result = candidate; } else if ((metric baseline "status_2xx" / metric baseline "requests") > (metric candidate "status_2xx" / metric candidate "requests")) { result = baseline; } else { result = nil; } result';
