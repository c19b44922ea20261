import type { Schemas } from '../../client/api-types.js';

type Status = Schemas['GatewayStatus'];
type Seen = Schemas['SeenValue'];

/** How a release stands, in a few lines, and what its policies saw last. */
export function statusText(status: Status, values: readonly Seen[] = []): string {
  const { name, namespace, phase, reason, stable, candidate, routes, address, outage, gates, leftover } =
    status;
  const rows: readonly (readonly [string, string | null])[] = [
    ['gateway', namespace === 'default' ? name : `${namespace}/${name}`],
    ['address', address],
    ['phase', phase ?? 'nothing to release'],
    ['reason', reason],
    ['stable', stable],
    ['candidate', candidate],
    ...routes.map((route) => [`route ${route.name}`, weightsText(route)] as const),
    ['outage', outage === null ? null : `${outage.message} (since ${outage.since})`],
    ...gates.map((gate) => [`gate ${gate.name}`, gateText(gate)] as const),
    ['leftover', leftover.length === 0 ? null : leftover.join(', ')],
    ...values.map((seen) => [seen.read, seenText(seen)] as const),
  ];
  const shown = rows.flatMap(([name_, value]) => (value === null ? [] : [[name_, value] as const]));
  return columns(shown);
}

/** One line for each gateway. */
export function statusTable(gateways: readonly Status[]): string {
  return columns([
    ['GATEWAY', 'PHASE', 'STABLE', 'CANDIDATE', 'WEIGHTS'],
    ...gateways.map(({ name, phase, stable, candidate, routes }) => [
      name,
      phase ?? '-',
      stable,
      candidate ?? '-',
      routes.map((route) => `${route.name}: ${weightsText(route)}`).join('; '),
    ]),
  ]);
}

const seenText = ({ value, unknown, at }: Seen): string =>
  `${value ?? `unknown (${unknown ?? 'no reason was given'})`} at ${at}`;

const gateText = ({ at, type, since }: Status['gates'][number]): string =>
  `at ${at}, waits for ${type === 'manual' ? 'leave' : 'its webhook'} since ${since}`;

function weightsText({ weights }: Schemas['RouteWeights']): string {
  return Object.entries(weights)
    .map(([version, percent]) => `${version} ${percent}%`)
    .join(', ');
}

/** Rows whose columns stand below each other. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, place) => (widths[place] = Math.max(widths[place] ?? 0, cell.length)));
  }
  const line = (row: readonly string[]): string =>
    row.map((cell, place) => (place === row.length - 1 ? cell : cell.padEnd(widths[place] ?? 0))).join('  ');
  return `${rows.map(line).join('\n')}\n`;
}
