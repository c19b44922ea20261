import { reasonText } from '@lamia/lang';
import { measuredText } from '../config/duration.js';
import type { Policy } from '../config/gateway.js';
import { percentText } from '../config/weights.js';
import type { Proposal, Shortfall } from '../policy/proposal.js';
import type { Reading } from '../policy/reading.js';
import { weightsOf, type RouteShares } from './shares.js';

const FAVOURING: Readonly<Record<Policy['type'], string>> = {
  time: 'the interval has passed for',
  custom: 'the expression favours',
};

/** What a policy said and what that rests on, in one sentence for people. */
export function proposalText(proposal: Proposal, reading: Reading): string {
  switch (proposal.kind) {
    case 'toward':
      return `${FAVOURING[reading.type]} ${proposal.version}${groundsText(reading)}`;
    case 'hold':
      return `the expression holds${groundsText(reading)}`;
    case 'undecided':
      return `undecided: ${proposal.blockers.map(reasonText).join(', ')}`;
    case 'too-few':
      return `too few requests: ${proposal.missing.map(shortfallText).join(', ')}`;
    case 'warming-up':
      return `warming up: the window holds only data of these weights in ${measuredText(proposal.remaining)}`;
  }
}

/** The conditions that decided, with their values: `: 0.04 > 0`. */
function groundsText(reading: Reading): string {
  if (reading.type === 'time' || reading.trace === null) return '';
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
