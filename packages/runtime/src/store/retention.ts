import type { Milliseconds } from '../config/duration.js';
import type { Proposal } from '../policy/proposal.js';
import type { Reading } from '../policy/reading.js';
import type { TickRecord } from '../release/events.js';

/** The last ticks of every gateway are there whatever they say. */
export const RING_LENGTH = 100;

/** Entries of the ring that all gateways together may write in a second: more would wear out disks to say nothing new. */
const RING_RATE = 100;

/** How far apart the entries of one gateway's ring are at least, where there are so many gateways. */
export function ringSpacing(gateways: number): Milliseconds {
  return gateways <= RING_RATE ? 0 : (gateways / RING_RATE) * 1000;
}

/** While nothing changes, one entry in this time shows that the runtime was at work. */
const HEARTBEAT: Milliseconds = 60_000;

/** Characters of JSON after which the oldest entries go, whosever they are. */
export const LOG_CAPACITY = 64 * 1024 * 1024;

/** Why an entry is kept: `ring` goes with the hundredth tick after it, the others when the log is full. */
export type Keeping = 'change' | 'heartbeat' | 'ring';

/** What the entries that were kept for longer than the ring said last. */
export interface LastKept {
  /** How the gateway stood. */
  readonly standing: string;
  /** What each policy said when it was asked last, by its place: policies with other intervals are asked at other ticks. */
  readonly policies: ReadonlyMap<number, string>;
  readonly at: number;
}

/** What is remembered of an entry that is kept for longer than the ring. */
export function remember(last: LastKept | null, record: TickRecord): LastKept {
  return {
    standing: standingOf(record),
    policies: new Map([...(last?.policies ?? []), ...saidBy(record)]),
    at: record.at,
  };
}

/**
 * For how long the next entry is kept. A change is an operator's act, another phase, other weights, another drift, outcome or
 * reason; numbers and times within a reason are measured anew at every tick and are none.
 */
export function keepingOf(last: LastKept | null, record: TickRecord): Keeping {
  if (record.operation !== null || last?.standing !== standingOf(record)) return 'change';
  if ([...saidBy(record)].some(([policy, said]) => last.policies.get(policy) !== said)) return 'change';
  return record.at - last.at >= HEARTBEAT ? 'heartbeat' : 'ring';
}

/** Where policies were asked the reason is theirs; else it is the runtime's own: an outage, what it waits for. */
function standingOf({ phase, routes, drift, outcomes, reason }: TickRecord): string {
  return JSON.stringify([phase, routes, drift, outcomes.length === 0 ? withoutNumbers(reason) : null]);
}

function saidBy({ outcomes }: TickRecord): ReadonlyMap<number, string> {
  return new Map(
    outcomes.map(({ policy, proposal, reason }) => [
      policy,
      JSON.stringify([...proposalSignature(proposal), withoutNumbers(reason)]),
    ]),
  );
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

/** A text with `#` for every word that begins with a digit: `0.04`, `1m30s`, `95%`, not the end of `version2`. */
export function withoutNumbers(text: string): string {
  return text.replaceAll(/(?<![\p{L}\p{N}_])[-+]?\p{N}(?:[\p{L}\p{N}_.%]|(?<=e)[-+])*/gu, '#');
}

/** A heartbeat repeats the last change with other numbers: it keeps what was read, but not the trace of every sub-expression. */
export function keptRecord(record: TickRecord, keeping: Keeping): TickRecord {
  if (keeping !== 'heartbeat') return record;
  return {
    ...record,
    outcomes: record.outcomes.map((outcome) => ({ ...outcome, reading: withoutTrace(outcome.reading) })),
  };
}

/** Without having the traces made, which are made when somebody looks at them. */
function withoutTrace(reading: Reading): Reading {
  switch (reading.type) {
    case 'time':
      return reading;
    case 'health':
    case 'metric': {
      const scores = reading.scores.map(({ version, inputs, score, unit }) => ({
        version,
        inputs,
        score,
        unit,
        trace: null,
      }));
      return { ...reading, scores };
    }
    case 'custom': {
      const { type, window, requests, inputs, decision } = reading;
      return { type, window, requests, inputs, decision, trace: null };
    }
  }
}
