import type { StateForm } from '../state/state-form.js';
import { SHAPES, type Curve } from './curve.js';
import { FIRST } from './presets.js';
import {
  GATE_ANSWERS,
  LIMITS,
  POLICY_KINDS,
  type GateAnswer,
  type PolicyScenario,
  type Scenario,
  type VersionScenario,
} from './scenario.js';
import { isLabel } from './versions.js';

/** The scenario as it is kept and shared. What a link carries is held to the same limits as the form. */
export const SCENARIO_STATE: StateForm<Scenario> = {
  name: 'simulate',
  initial: FIRST,
  read: (data) => readScenario(data),
};

/** Longer than any gateway's file that people write; the reader of files has its own, larger, limit. */
const LONGEST_TEXT = 50_000;

/** More than a gateway's policies have. */
const MOST_GATES = 100;

type Fields = Readonly<Record<string, unknown>>;
interface Range {
  readonly min: number;
  readonly max: number;
}
const SHARE: Range = { min: 0, max: 1 };
const PERCENT: Range = { min: 0, max: 100 };

/** Thrown and caught here alone: reading ends at the first thing that is none of a scenario. */
class NoScenario extends Error {}

function readScenario(data: unknown): Scenario | null {
  try {
    const fields = fieldsOf(data);
    const versions = listOf(fields['versions'], 2, 3).map(version);
    const labels = new Set(versions.map(({ label }) => label));
    if (labels.size !== versions.length) return null;
    return {
      versions,
      traffic: curve(fields['traffic'], LIMITS.requests),
      noise: number(fields['noise'], SHARE),
      seed: integer(fields['seed'], { min: 0, max: 2 ** 32 - 1 }),
      window: integer(fields['window'], LIMITS.seconds),
      scrapeInterval: integer(fields['scrapeInterval'], LIMITS.seconds),
      policy: policy(fields['policy']),
      file: fields['file'] === null ? null : text(fields['file']),
      // Links from before there were gates have none.
      gates: fields['gates'] === undefined ? [] : listOf(fields['gates'], 0, MOST_GATES).map(gateAnswer),
      ticks: integer(fields['ticks'], LIMITS.ticks),
    };
  } catch (error) {
    if (error instanceof NoScenario) return null;
    throw error;
  }
}

function version(data: unknown): VersionScenario {
  const fields = fieldsOf(data);
  const label = text(fields['label']);
  if (!isLabel(label)) throw new NoScenario();
  return { label, errors: curve(fields['errors'], SHARE), latency: curve(fields['latency'], LIMITS.latency) };
}

function curve(data: unknown, range: Range): Curve {
  const fields = fieldsOf(data);
  return {
    base: number(fields['base'], range),
    shape: oneOf(fields['shape'], SHAPES),
    at: number(fields['at'], { min: 0, max: LIMITS.seconds.max }),
    to: number(fields['to'], range),
    lasting: number(fields['lasting'], LIMITS.seconds),
  };
}

function policy(data: unknown): PolicyScenario {
  const fields = fieldsOf(data);
  return {
    kind: oneOf(fields['kind'], POLICY_KINDS),
    interval: integer(fields['interval'], LIMITS.seconds),
    step: number(fields['step'], PERCENT),
    start: number(fields['start'], PERCENT),
    minimumRequests: integer(fields['minimumRequests'], LIMITS.requests),
    failures: integer(fields['failures'], { min: 0, max: 1000 }),
    gate: fields['gate'] === undefined ? 0 : number(fields['gate'], PERCENT),
    rollback: oneOf(fields['rollback'], ['gradual', 'immediate']),
    patience: integer(fields['patience'], { min: 1, max: 1440 }),
    limit: number(fields['limit'], PERCENT),
    floor: number(fields['floor'], PERCENT),
    goal: oneOf(fields['goal'], ['highest', 'lowest']),
    tolerance: number(fields['tolerance'], { min: 0, max: 1e9 }),
    score: text(fields['score']),
    decision: text(fields['decision']),
  };
}

function gateAnswer(data: unknown): GateAnswer {
  const fields = fieldsOf(data);
  return {
    gate: text(fields['gate']),
    answer: oneOf(fields['answer'], GATE_ANSWERS),
    after: number(fields['after'], { min: 0, max: LIMITS.seconds.max }),
  };
}

function fieldsOf(data: unknown): Fields {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new NoScenario();
  return data as Fields; // what has just been shown
}

function listOf(data: unknown, least: number, most: number): readonly unknown[] {
  if (!Array.isArray(data) || data.length < least || data.length > most) throw new NoScenario();
  return data;
}

function number(data: unknown, { min, max }: Range): number {
  if (typeof data !== 'number' || !(data >= min && data <= max)) throw new NoScenario();
  return data;
}

function integer(data: unknown, range: Range): number {
  if (!Number.isInteger(data)) throw new NoScenario();
  return number(data, range);
}

function text(data: unknown): string {
  if (typeof data !== 'string' || data.length > LONGEST_TEXT) throw new NoScenario();
  return data;
}

function oneOf<const Word extends string>(data: unknown, words: readonly Word[]): Word {
  const word = words.find((each) => each === data);
  if (word === undefined) throw new NoScenario();
  return word;
}
