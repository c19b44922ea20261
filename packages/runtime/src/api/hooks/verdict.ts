import type * as Type from 'typebox';
import type { Milliseconds } from '../../config/duration.js';
import type { ManagedGateway } from '../../release/control.js';
import type { TickRecord } from '../../release/events.js';
import type { VERDICT } from '../schema/hooks.js';

export type VerdictJson = Type.Static<typeof VERDICT>;
type Word = VerdictJson['verdict'];

const VALUES = { go: 1, wait: 0, halt: -1 } as const satisfies Record<Word, number>;

/** Older decisions say nothing of now, however long the interval. */
const FRESH: Milliseconds = 60_000;

/**
 * What a gateway's policies say of its candidate now: go on only where the newest tick decided for it or the release was promoted,
 * halt where it decided against it or went back, wait for everything that is not known.
 * @param newest the newest entry of the decision log in which policies were asked; null where there is none
 */
export function verdictOf(
  { gateway, status }: ManagedGateway,
  newest: TickRecord | null,
  now: number,
): VerdictJson {
  const { phase, stable, candidate } = status;
  const said = (verdict: Word, reason: string): VerdictJson => ({
    verdict,
    value: VALUES[verdict],
    gateway: gateway.name,
    phase,
    stable,
    candidate,
    reason,
  });
  if (candidate === null) return said('wait', 'the gateway has no candidate');
  switch (phase) {
    case 'Promoted':
      return said('go', status.reason);
    case 'RolledBack':
    case 'RollingBack':
      return said('halt', status.reason);
    case 'Pending':
    case 'Progressing':
      break;
    case null:
    case 'Held':
    case 'Superseded':
    default:
      return said('wait', status.reason);
  }
  if (newest === null) return said('wait', 'no policy has been asked yet');
  const longest = Math.max(...gateway.policies.map(({ interval }) => interval), 0);
  if (now - newest.at > Math.max(FRESH, 3 * longest)) {
    return said('wait', 'the newest decision is too old to say anything of now');
  }
  const proposals = newest.outcomes.map(({ proposal }) => proposal);
  const isAgainst = proposals.some(
    (proposal) => proposal.kind === 'toward' && proposal.version !== candidate,
  );
  if (isAgainst) return said('halt', newest.reason);
  const isFor = proposals.every((proposal) => proposal.kind === 'toward');
  return said(isFor ? 'go' : 'wait', newest.reason);
}
