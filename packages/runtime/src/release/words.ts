import { numberText } from '@lamia/lang';
import { measuredText } from '../config/duration.js';
import type { HealthPolicy, Policy } from '../config/gateway.js';
import { percentText } from '../config/weights.js';
import { isHealthy } from '../policy/health.js';
import type { Proposal, Shortfall } from '../policy/proposal.js';
import type { Reading } from '../policy/reading.js';
import { blockersText } from './blockers-text.js';
import { weightsOf, type RouteShares } from './shares.js';
import type { Stop } from './stop.js';

/** What a policy said and what that rests on, in one sentence for people. */
export function proposalText(policy: Policy, proposal: Proposal, reading: Reading): string {
  switch (proposal.kind) {
    case 'toward':
      return favouringText(policy, proposal.version, reading);
    case 'hold':
      return holdingText(policy, reading);
    case 'undecided':
      return `undecided: ${blockersText(proposal.blockers)}`;
    case 'too-few':
      return `too few requests: ${proposal.missing.map(shortfallText).join(', ')}`;
    case 'warming-up':
      return `warming up: the window holds only data of these weights in ${measuredText(proposal.remaining)}`;
  }
}

/** What a policy that only observes said, and what would have come of it. */
export function observedText(said: string, stop: Stop | null): string {
  const end = stop === null ? '' : `, and would ${STOPPING[stop.then]}: ${stop.reason}`;
  return `(observed only) ${said}${end}`;
}

const STOPPING: Readonly<Record<Stop['then'], string>> = { hold: 'hold the release', rollback: 'roll back' };

function favouringText(policy: Policy, version: string, reading: Reading): string {
  switch (policy.type) {
    case 'time':
      return `the interval has passed for ${version}`;
    case 'health':
      return healthText(policy, reading);
    case 'metric':
      return `${version} has the best score: ${scoresText(knownScores(reading))}`;
    case 'custom':
      return `the expression favours ${version}${groundsText(reading)}`;
  }
}

function holdingText(policy: Policy, reading: Reading): string {
  if (policy.type !== 'metric') return `the expression holds${groundsText(reading)}`;
  const scores = knownScores(reading);
  return scores.length > 1
    ? `no version leads: ${scoresText(scores)}`
    : `there is no other version to compare with: ${scoresText(scores)}`;
}

/** `version2 has 30% errors, above the limit of 20%`. */
function healthText(policy: HealthPolicy, reading: Reading): string {
  return knownScores(reading)
    .map(({ version, value }) => {
      const errors = numberText((1 - value) * 100, undefined);
      const side = isHealthy(policy, value) ? 'within' : 'above';
      return `${version} has ${errors}% errors, ${side} the limit of ${percentText(policy.limit)}`;
    })
    .join(', ');
}

interface KnownScore {
  readonly version: string;
  readonly value: number;
  readonly unit: string | null;
}

function knownScores(reading: Reading): readonly KnownScore[] {
  if (reading.type === 'time' || reading.type === 'custom') return [];
  return reading.scores.flatMap(({ version, score, unit }): readonly KnownScore[] =>
    score.known ? [{ version, value: score.value, unit }] : [],
  );
}

function scoresText(scores: readonly KnownScore[]): string {
  return scores
    .map(({ version, value, unit }) => `${version} ${numberText(value, unit ?? undefined)}`)
    .join(', ');
}

/** The conditions that decided, with their values: `: 0.04 > 0`. */
function groundsText(reading: Reading): string {
  if (reading.type !== 'custom' || reading.trace === null) return '';
  const grounds = reading.trace.because.map(({ holds, text }) => (holds ? text : `not (${text})`));
  return grounds.length === 0 ? '' : `: ${grounds.join(' and ')}`;
}

function shortfallText({ version, requests, needed }: Shortfall): string {
  const missing = Math.ceil(needed - requests);
  return `${version} has ${Math.floor(requests)} of ${needed}, ${missing} missing`;
}

/** `version2 gains 10%`; on several routes the one that moves most. Empty where nothing moves. */
export function gainText(from: readonly RouteShares[], to: readonly RouteShares[]): string {
  const gains = to.flatMap((route) => {
    const before = from.find((other) => other.route === route.route);
    const was = before === undefined ? new Map<string, number>() : weightsOf(before);
    return route.shares.map(([version, share]) => ({ version, gain: share - (was.get(version) ?? 0) }));
  });
  const most = gains.toSorted((left, right) => right.gain - left.gain)[0];
  return most === undefined || most.gain <= 0 ? '' : `${most.version} gains ${percentText(most.gain)}`;
}
