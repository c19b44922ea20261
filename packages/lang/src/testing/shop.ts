import type { MetricDeclaration, MetricKind } from '../check/catalogue.js';
import type { CheckOptions } from '../check/options.js';
import { BYTES, COUNT, RATIO, SECONDS, type Unit } from '../check/unit.js';

const CODES: readonly [string, readonly string[]] = ['code', ['4xx', '5xx']];
const ZONES: readonly [string, readonly string[]] = ['zone', []];

/** A gateway and a catalogue with a metric of every kind and unit. */
export const SHOP = {
  versions: ['v1', 'v2'],
  baseline: 'v1',
  candidate: 'v2',
  catalogue: {
    name: 'shop',
    metrics: new Map<string, MetricDeclaration>([
      ['requests', metric(COUNT, 'counter', 'rate', 'sum')],
      ['errors', { ...metric(COUNT, 'counter', 'rate'), labels: new Map([CODES, ZONES]) }],
      ['latency', { ...metric(SECONDS, 'gauge', 'p50', 'p99', 'count'), labels: new Map([ZONES]) }],
      ['bytes_sent', metric(BYTES, 'counter', 'rate')],
      ['request_rate', metric({ ...COUNT, s: -1 }, 'rate')],
      ['cpu', metric(RATIO, 'gauge')],
    ]),
    unavailable: new Map([['status_503', 'it counts classes of status codes only, use `errors`']]),
  },
} satisfies CheckOptions;

function metric(unit: Unit, kind: MetricKind, ...statistics: readonly string[]): MetricDeclaration {
  return { unit, kind, description: 'a metric of the shop', statistics };
}
