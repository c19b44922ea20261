import type { Milliseconds, Phase, PolicyOutcome, TickRecord } from '@lamia/runtime/engine';
import type { Tick, VersionMoment, Wait } from './tick.js';

/** What a tick did, for the timeline: what weights it changed, else what its policies said. */
export type Mark =
  'entry' | 'forward' | 'back' | 'ended' | 'held' | 'undecided' | 'too-few' | 'warming-up' | 'quiet';

/** One tick as the timeline shows it; whoever wants to know more looks at the tick itself. */
export interface Moment {
  /** Since the release began. */
  readonly at: Milliseconds;
  readonly phase: Phase | null;
  readonly reason: string;
  readonly mark: Mark;
  readonly waits: readonly Wait[];
  readonly versions: readonly VersionMoment[];
}

/**
 * @param before the tick before
 * @param stable what gains with a step back
 */
export function momentOf(tick: Tick, before: Tick | null, stable: string): Moment {
  const { at, phase, record, events, versions, waits } = tick;
  const ended = events.find(({ kind }) => kind === 'ended');
  return {
    at,
    phase,
    reason: ended?.reason ?? record.reason,
    mark: ended === undefined ? markOf(record, versions, before, stable) : 'ended',
    waits,
    versions,
  };
}

function markOf(
  record: TickRecord,
  versions: readonly VersionMoment[],
  before: Tick | null,
  stable: string,
): Mark {
  if (record.shift === 'entry') return 'entry';
  if (record.shift !== null) {
    const gained = shareOf(versions, stable) - shareOf(before?.versions ?? [], stable);
    return gained > 0 ? 'back' : 'forward';
  }
  const [first] = record.outcomes;
  return first === undefined ? 'quiet' : said(first);
}

function said({ proposal }: PolicyOutcome): Mark {
  switch (proposal.kind) {
    case 'toward':
    case 'hold':
      return 'held';
    case 'undecided':
    case 'too-few':
    case 'warming-up':
      return proposal.kind;
  }
}

function shareOf(versions: readonly VersionMoment[], label: string): number {
  return versions.find(({ version }) => version === label)?.share ?? 0;
}

/** What a mark means, for its legend and for who hears the timeline. */
export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  entry: 'the first, unjudged step',
  forward: 'a step forward',
  back: 'a step back',
  ended: 'the end',
  held: 'held',
  undecided: 'undecided',
  'too-few': 'too few requests',
  'warming-up': 'warming up',
  quiet: 'nothing asked',
};

/** Those at which a release turned: what one goes through to understand it. */
export function isTurn(mark: Mark): boolean {
  return mark === 'entry' || mark === 'forward' || mark === 'back' || mark === 'ended';
}
