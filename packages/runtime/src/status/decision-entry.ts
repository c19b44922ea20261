import type { Sample } from '@lamia/lang';
import type { Proposal } from '../policy/proposal.js';
import { inputsRead, type Reading } from '../policy/reading.js';
import type { PolicyOutcome } from '../release/events.js';
import type { RouteShares } from '../release/shares.js';

/** The weights of a route as people read them. */
export interface RouteView {
  readonly name: string;
  /** Percent by version label. */
  readonly weights: Readonly<Record<string, number>>;
}

/** One input of a tick. */
export interface ReadEntry {
  /** The read's text, `metric version2 upstream_rq_total`. */
  readonly read: string;
  readonly value: number | null;
  /** Why there is no value; null where there is one. */
  readonly unknown: string | null;
}

/** Shares in percent instead of hundredths of it. */
export function routeView({ route, shares }: RouteShares): RouteView {
  // `fromEntries` makes own properties of all labels, `__proto__` among them.
  return {
    name: route,
    weights: Object.fromEntries(shares.map(([version, share]) => [version, share / 100])),
  };
}

/** What all policies said that were asked; of one that only observes that nothing came of it. */
export function outcomesText(outcomes: readonly PolicyOutcome[]): string {
  return outcomes
    .map(({ proposal, observed }) => `${proposalText(proposal)}${observed ? ' (observed only)' : ''}`)
    .join(', ');
}

/** What a policy said, in two words. */
export function proposalText(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'toward':
      return `toward ${proposal.version}`;
    case 'hold':
      return 'hold';
    case 'undecided':
      return 'undecided';
    case 'too-few':
      return 'too few requests';
    case 'warming-up':
      return 'warming up';
  }
}

/** Everything that a policy read. */
export function readEntries(reading: Reading): readonly ReadEntry[] {
  const requests = reading.requests.map(({ version, sample }) =>
    readEntry(`metric ${version} requests`, sample),
  );
  const inputs = inputsRead(reading).map(({ read, sample }) => readEntry(read, sample));
  return distinct([...inputs, ...requests]);
}

function readEntry(read: string, sample: Sample): ReadEntry {
  if (sample.known) return { read, value: sample.value, unknown: null };
  const { cause, detail } = sample;
  return { read, value: null, unknown: detail === undefined ? cause : `${cause}: ${detail}` };
}

/** Each read once: several policies may read the same. */
function distinct(entries: readonly ReadEntry[]): readonly ReadEntry[] {
  return [...new Map(entries.map((entry) => [entry.read, entry])).values()];
}
