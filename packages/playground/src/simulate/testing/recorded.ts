/** A recorded line: of each version the share of errors, null for no series. */
export interface RecordedErrors {
  readonly version1: number | null;
  readonly version2: number | null;
}

export const BEGIN = Date.UTC(2026, 0, 5);
const EVERY = 10_000;

/** The gateway that was recorded; `policy` are further keys of its policy. */
export function recordedGateway(policy = ''): string {
  return `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 8080/http
  target: { kind: haproxy }
  versions:
    version1: { address: "127.0.0.1:9001" }
    version2: { address: "127.0.0.1:9002" }
  baseline: version1
  candidate: version2
  metrics: { source: { kind: prometheus, url: "http://127.0.0.1:9090" }, provider: own.yaml, window: 20s, scrapeInterval: 10s }
  routes: [{ name: default, weights: { version1: 100 } }]
  policies:
    - type: metric
      interval: 40s
      step: 20%
      goal: lowest
      expression: error_rate
      minimumRequests: 0
      failures: { consecutive: 2 }
      rollback: immediate
${policy}`;
}

/** The text of a recording as `lamia record` writes it: version2 has a quarter of the requests all along. */
export function recordingText(lines: readonly RecordedErrors[], gateway = recordedGateway()): string {
  const versions = ['version1', 'version2'] as const;
  const columns = versions.flatMap((version) =>
    ['error_rate', 'request_rate'].map((metric) => ({ version, metric })),
  );
  const head = {
    kind: 'lamia-recording',
    format: 1,
    by: 'lamia test',
    every: EVERY,
    gateways: [
      {
        name: 'shop',
        versions,
        baseline: 'version1',
        candidate: 'version2',
        provider: 'gateways/own.yaml',
        window: 20_000,
        scrapeInterval: 10_000,
        metrics: [
          { name: 'error_rate', unit: 'ratio', kind: 'rate', statistics: [] },
          { name: 'request_rate', unit: 'count/s', kind: 'rate', statistics: [] },
        ],
        text: gateway,
      },
    ],
    reads: columns.map(({ version, metric }) => ({
      gateway: 0,
      text: `metric ${version} ${metric} over 20s`,
      unit: metric === 'error_rate' ? 'ratio' : 'count/s',
      promql: [],
      namespace: 'default',
      application: 'shop',
      version,
      metric,
      statistic: null,
      selector: [],
      window: 20_000,
      offset: 0,
    })),
  };
  const rows = lines.map((line, place) => ({
    at: BEGIN + place * EVERY,
    values: columns.map(({ version, metric }) =>
      metric === 'error_rate'
        ? (line[version] ?? { unknown: 'no-series' })
        : version === 'version1'
          ? 30
          : 10,
    ),
  }));
  return [head, ...rows].map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** So many lines in which the versions fail as often as this. */
export function steadily(count: number, errors: RecordedErrors): readonly RecordedErrors[] {
  return Array.from({ length: count }, () => errors);
}
