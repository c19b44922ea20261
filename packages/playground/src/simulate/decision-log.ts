import type { PolicyOutcome, Reading, TickRecord } from '@lamia/runtime/engine';
import type { Tick, VersionMoment } from './tick.js';
import type { Verdict } from './verdict.js';

/** A release that was, out of a decision log. */
export interface DecisionLog {
  readonly gateway: string;
  readonly versions: readonly string[];
  readonly ticks: readonly Tick[];
  readonly verdict: Verdict;
}

export type ReadDecisionLog =
  | { readonly ok: true; readonly log: DecisionLog }
  | {
      readonly ok: false;
      /** From 1; null for the file as a whole. */ readonly line: number | null;
      readonly message: string;
    };

/**
 * Reads what `lamia log` prints: a JSON object a line, of which the decisions of one gateway are shown, that of the first one.
 * Heartbeats, which have no traces, are among them.
 */
export function readDecisionLog(text: string): ReadDecisionLog {
  const records: TickRecord[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = recordOf(line);
    if (record === 'broken') {
      const message =
        'this is no line of a decision log, as `lamia log` writes it, nor of a recording of `lamia record`';
      return { ok: false, line: index + 1, message };
    }
    if (record !== null && record.gateway === (records[0] ?? record).gateway) records.push(record);
  }
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) {
    return { ok: false, line: null, message: 'there is no decision in this file' };
  }
  const versions = [
    ...new Set(
      records.flatMap(({ routes }) => routes.flatMap(({ shares }) => shares.map(([label]) => label))),
    ),
  ];
  const ticks = records.map((record): Tick => ({
    at: record.at - first.at,
    record,
    phase: record.phase,
    events: [],
    waits: [],
    versions: versions.map((version) => momentOf(record, version)),
  }));
  return { ok: true, log: { gateway: first.gateway, versions, ticks, verdict: verdictOf(last) } };
}

/** Null for a line that is none of a decision. */
function recordOf(line: string): TickRecord | 'broken' | null {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return 'broken';
  }
  if (!isMap(data)) return 'broken';
  if (data['kind'] === 'description') return null;
  return data['kind'] === 'decision' && isRecord(data['record']) ? data['record'] : 'broken';
}

type AnyMap = Readonly<Record<string, unknown>>;

const isMap = (data: unknown): data is AnyMap =>
  typeof data === 'object' && data !== null && !Array.isArray(data);
const isText = (data: unknown): data is string => typeof data === 'string';

/** What the timeline takes from a record; traces are looked at only where they are shown. */
function isRecord(data: unknown): data is TickRecord {
  if (!isMap(data)) return false;
  const { gateway, at, phase, reason, routes, outcomes } = data;
  return (
    isText(gateway) &&
    Number.isFinite(at) &&
    (phase === null || isText(phase)) &&
    isText(reason) &&
    Array.isArray(routes) &&
    routes.every(isRoute) &&
    Array.isArray(outcomes) &&
    outcomes.every(isOutcome)
  );
}

function isRoute(data: unknown): boolean {
  if (!isMap(data) || !Array.isArray(data['shares'])) return false;
  return data['shares'].every(
    (pair: unknown) => Array.isArray(pair) && isText(pair[0]) && Number.isFinite(pair[1]),
  );
}

function isOutcome(data: unknown): boolean {
  if (!isMap(data)) return false;
  const { type, reason, proposal, reading } = data;
  return (
    isText(type) &&
    isText(reason) &&
    isMap(proposal) &&
    isText(proposal['kind']) &&
    isMap(reading) &&
    Array.isArray(reading['requests']) &&
    (reading['type'] === 'time' || reading['type'] === 'custom' || Array.isArray(reading['scores']))
  );
}

/** What the policies had read of a version; a log keeps nothing else of it. */
function momentOf({ routes, outcomes }: TickRecord, version: string): VersionMoment {
  const shares = routes.map(({ shares: own }) => own.find(([label]) => label === version)?.[1] ?? 0);
  const readings = outcomes.map(({ reading }) => reading);
  return {
    version,
    share: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
    requestsPerSecond: firstKnown(readings.map((reading) => requestRate(reading, version))),
    errorShare: firstKnown(outcomes.map((outcome) => errorShare(outcome, version))),
    latency: null,
  };
}

function requestRate(reading: Reading, version: string): number | null {
  if (reading.type === 'time' || reading.window <= 0) return null;
  const sample = reading.requests.find((count) => count.version === version)?.sample;
  return sample?.known === true ? sample.value / (reading.window / 1000) : null;
}

function errorShare({ reading }: PolicyOutcome, version: string): number | null {
  if (reading.type !== 'health') return null;
  const score = reading.scores.find((each) => each.version === version)?.score;
  return score?.known === true ? 1 - score.value : null;
}

function firstKnown(values: readonly (number | null)[]): number | null {
  return values.find((value) => value !== null) ?? null;
}

function verdictOf({ phase, reason }: TickRecord): Verdict {
  switch (phase) {
    case 'Promoted':
      return { outcome: 'promoted', headline: 'promoted', reason, isFinal: true };
    case 'RolledBack':
      return { outcome: 'rolled back', headline: 'rolled back', reason, isFinal: true };
    case 'Held':
    case 'Superseded':
      return { outcome: 'held', headline: 'held', reason, isFinal: true };
    case null:
    case 'Pending':
    case 'Progressing':
    case 'Waiting':
    case 'Paused':
    case 'RollingBack':
      return { outcome: 'unfinished', headline: 'under way at the last entry', reason, isFinal: false };
  }
}
