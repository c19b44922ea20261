import type { Sample, TraceJson } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { Blocker } from './proposal.js';

/** How many requests one version had in the judged window. */
export interface RequestCount {
  readonly version: string;
  readonly sample: Sample;
}

/** One distinct input of a policy's program and what was read for it. */
export interface Input {
  readonly read: string;
  /** The label of the version it belongs to; null for a query of no version, and for a role that nobody fills. */
  readonly version: string | null;
  readonly sample: Sample;
  /** False where the program itself says what to do without it: to the left of `??` and inside `known(…)`. */
  readonly required: boolean;
}

/** A time policy needs no data; with a minimum of requests it counts those of the release's two versions. */
export interface TimeReading {
  readonly type: 'time';
  readonly requests: readonly RequestCount[];
}

/** What a judging policy reads beside the values of its program. */
interface Judged {
  /** The longest span of time that the program looks back over, offsets not counted. */
  readonly window: Milliseconds;
  /** Of every version that the program reads; empty where the policy asks for no minimum. */
  readonly requests: readonly RequestCount[];
}

/** A custom policy's program, evaluated on one snapshot. */
export interface CustomReading extends Judged {
  readonly type: 'custom';
  readonly inputs: readonly Input[];
  readonly decision:
    | { readonly decided: true; readonly result: string | null }
    | { readonly decided: false; readonly blockers: readonly Blocker[] };
  /** The value of every sub-expression and what the outcome rests on; null in the log's heartbeats. */
  readonly trace: TraceJson | null;
}

/** A score of one version, evaluated on one snapshot. */
export interface VersionScore {
  readonly version: string;
  readonly inputs: readonly Input[];
  readonly score:
    | { readonly known: true; readonly value: number }
    | { readonly known: false; readonly blockers: readonly Blocker[] };
  /** Of the score, such as `s` or `ratio`; null where its metrics are of no catalogue. */
  readonly unit: string | null;
  /** As a custom policy's. */
  readonly trace: TraceJson | null;
}

/** The scores of the versions that a policy compares: all of the gateway's for `metric`, the candidate's alone for `health`. */
export interface ScoreReading extends Judged {
  readonly type: 'health' | 'metric';
  readonly scores: readonly VersionScore[];
}

/** Everything that the programs of a policy read. */
export function inputsRead(reading: Reading): readonly Input[] {
  switch (reading.type) {
    case 'time':
      return [];
    case 'health':
    case 'metric':
      return reading.scores.flatMap(({ inputs }) => inputs);
    case 'custom':
      return reading.inputs;
  }
}

/** What one policy gets to see at one tick; plain data that the decision log keeps. */
export type Reading = TimeReading | ScoreReading | CustomReading;

/** What a policy knows of the release it judges. */
export interface PolicyContext {
  readonly stable: string;
  readonly candidate: string | null;
  /** The versions that have traffic on any of the policy's routes. */
  readonly sharing: ReadonlySet<string>;
  /** The version that a `metric` policy favoured last; null before it favoured any. */
  readonly leader: string | null;
  /** When the data plane was first seen to have the present weights; milliseconds since the epoch. */
  readonly confirmedAt: number;
  /** How long after a change of weights the source's samples settle. */
  readonly settle: Milliseconds;
}
