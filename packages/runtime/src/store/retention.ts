import type { Milliseconds } from '../config/duration.js';
import type { Proposal } from '../policy/proposal.js';
import type { TickRecord } from '../release/events.js';

/** The last ticks of every gateway are there whatever they say. */
export const RING_LENGTH = 100;

/** While nothing changes, one entry in this time shows that the runtime was at work. */
const HEARTBEAT: Milliseconds = 60_000;

/** Characters of JSON after which the oldest entries go, whosever they are. */
export const LOG_CAPACITY = 64 * 1024 * 1024;

/** Why an entry is kept: `ring` goes with the hundredth tick after it, the others when the log is full. */
export type Keeping = 'change' | 'heartbeat' | 'ring';

/** The last entry that was kept for longer than the ring. */
export interface LastKept {
  readonly signature: string;
  readonly at: number;
}

/** What has to differ for a tick to be logged in full: phase, weights, outcomes and their reasons, not numbers and times. */
export function signatureOf({ phase, routes, outcomes }: TickRecord): string {
  return JSON.stringify([
    phase,
    routes,
    outcomes.map(({ policy, proposal }) => [policy, proposalSignature(proposal)]),
  ]);
}

function proposalSignature(proposal: Proposal): readonly unknown[] {
  switch (proposal.kind) {
    case 'toward':
      return [proposal.kind, proposal.version];
    case 'hold':
    case 'warming-up':
      return [proposal.kind];
    case 'undecided':
      return [proposal.kind, proposal.blockers.map(({ read, cause }) => [read, cause])];
    case 'too-few':
      return [proposal.kind, proposal.missing.map(({ version }) => version)];
  }
}

/** For how long the next entry is kept. */
export function keepingOf(last: LastKept | null, record: TickRecord): Keeping {
  if (last?.signature !== signatureOf(record)) return 'change';
  return record.at - last.at >= HEARTBEAT ? 'heartbeat' : 'ring';
}

/** A heartbeat repeats the last change with other numbers: it keeps what was read, but not the trace of every sub-expression. */
export function keptRecord(record: TickRecord, keeping: Keeping): TickRecord {
  if (keeping !== 'heartbeat') return record;
  return {
    ...record,
    outcomes: record.outcomes.map((outcome) =>
      outcome.reading.type === 'custom'
        ? { ...outcome, reading: { ...outcome.reading, trace: null } }
        : outcome,
    ),
  };
}
