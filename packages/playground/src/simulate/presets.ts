import { constant } from './curve.js';
import type { PolicyScenario, Scenario, VersionScenario } from './scenario.js';

/** A scenario worth seeing, and what there is to see. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly scenario: Scenario;
}

const DECISION = `let stable = metric baseline external_upstream_rq_2xx / metric baseline upstream_rq_total;
let new = metric candidate external_upstream_rq_2xx / metric candidate upstream_rq_total;
if (new > stable) {
  result = candidate;
} else if (new < stable) {
  result = baseline;
} else {
  result = nil;
}
result`;

const POLICY: PolicyScenario = {
  kind: 'custom',
  interval: 30,
  step: 10,
  start: 10,
  minimumRequests: 50,
  failures: 3,
  gate: 0,
  rollback: 'gradual',
  patience: 5,
  limit: 5,
  floor: 0,
  goal: 'lowest',
  tolerance: 0.01,
  score: 'latency.p95',
  decision: DECISION,
};

function version(label: string, errors: number, latency: number): VersionScenario {
  return { label, errors: constant(errors), latency: constant(latency) };
}

const BASE: Scenario = {
  versions: [version('version1', 0.04, 0.12), version('version2', 0.01, 0.1)],
  traffic: constant(120),
  noise: 0.05,
  seed: 1,
  window: 20,
  scrapeInterval: 5,
  policy: POLICY,
  file: null,
  gates: [],
  ticks: 1_000,
};

export const PRESETS: readonly Preset[] = [
  {
    name: 'better',
    title: 'the better candidate wins',
    about: 'the candidate fails less often, and the founding expression gives it step after step',
    scenario: BASE,
  },
  {
    name: 'spike',
    title: 'errors spike, and it rolls back',
    about: 'after four minutes a quarter of the candidate’s requests fail, and the health policy aborts',
    scenario: {
      ...BASE,
      versions: [
        version('version1', 0.01, 0.12),
        {
          ...version('version2', 0.01, 0.1),
          errors: { base: 0.01, shape: 'spike', at: 240, to: 0.25, lasting: 300 },
        },
      ],
      policy: { ...POLICY, kind: 'health', failures: 2, rollback: 'immediate' },
    },
  },
  {
    name: 'leak',
    title: 'a slow leak',
    about: 'the candidate gets slower minute by minute until the metric policy favours stable again',
    scenario: {
      ...BASE,
      versions: [
        version('version1', 0.01, 0.12),
        {
          ...version('version2', 0.01, 0.08),
          latency: { base: 0.08, shape: 'leak', at: 60, to: 0.3, lasting: 600 },
        },
      ],
      policy: { ...POLICY, kind: 'metric', failures: 3 },
    },
  },
  {
    name: 'silence',
    title: 'no traffic, and it holds',
    about: 'requests stop after three minutes: nothing is known any more, so nothing is promoted',
    scenario: {
      ...BASE,
      traffic: { base: 120, shape: 'none', at: 180, to: 0, lasting: 86_400 },
      policy: { ...POLICY, minimumRequests: 0, patience: 3 },
    },
  },
  {
    name: 'gate',
    title: 'a person at the gate',
    about: 'before the candidate gets half somebody has to let it pass, which takes them ten minutes',
    scenario: {
      ...BASE,
      policy: { ...POLICY, gate: 50 },
      gates: [{ gate: '50%', answer: 'open', after: 600 }],
    },
  },
  {
    name: 'flapping',
    title: 'back and forth at the limit',
    about:
      'the candidate fails about as often as the health policy bears, so that noise decides step after step',
    scenario: {
      ...BASE,
      versions: [version('version1', 0.01, 0.1), version('version2', 0.031, 0.1)],
      noise: 0.25,
      seed: 5,
      ticks: 300,
      policy: { ...POLICY, kind: 'health', limit: 3, floor: 5, failures: 0 },
    },
  },
];

/** Where a first visit begins. */
export const FIRST: Scenario = BASE;
