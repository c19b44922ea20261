import type { RecordedGateway, RecordedLine, RecordedRead, Recording } from '../recording.js';
import { headText, lineText } from '../write-recording.js';

export const GATEWAY: RecordedGateway = {
  name: 'shop',
  versions: ['version1', 'version2'],
  baseline: 'version1',
  candidate: 'version2',
  provider: 'embedded',
  window: 60_000,
  scrapeInterval: 5_000,
  metrics: [{ name: 'requests', unit: 'count', kind: 'counter', statistics: ['rate'] }],
  text: 'apiVersion: lamia/v1\nkind: Gateway\n',
};

export const METRIC: RecordedRead = {
  gateway: 0,
  read: {
    kind: 'metric',
    subject: { namespace: 'default', application: 'shop', version: 'version1' },
    metric: 'requests',
    statistic: null,
    selector: [{ label: 'code', operator: '=~', value: '5..' }],
    window: 60_000,
    offset: 0,
  },
  text: 'metric version1 requests{code=~"5.."} over 1m',
  unit: 'count',
  promql: ['sum by (application, version) (increase(lamia_gateway_responses_total[60s]))'],
};

export const QUERY: RecordedRead = {
  gateway: 0,
  read: { kind: 'promql', query: 'vector(1)' },
  text: 'promql "vector(1)"',
  unit: null,
  promql: ['vector(1)'],
};

/** A recording of one gateway and two reads, an interval of ten seconds. */
export function recordingOf(lines: readonly RecordedLine[]): Recording {
  return { by: 'lamia test', every: 10_000, gateways: [GATEWAY], reads: [METRIC, QUERY], lines };
}

export function textOf(recording: Recording): string {
  return [headText(recording), ...recording.lines.map(lineText)].map((line) => `${line}\n`).join('');
}
