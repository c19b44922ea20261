import type { Curve } from './curve.js';

/** How one version behaves. */
export interface VersionScenario {
  readonly label: string;
  /** Of its requests the share that fails, from 0 to 1. */
  readonly errors: Curve;
  /** The mean time of an answer in seconds. */
  readonly latency: Curve;
}

export const POLICY_KINDS = ['time', 'health', 'metric', 'custom'] as const;

export type PolicyKind = (typeof POLICY_KINDS)[number];

/** What decides, in the numbers of a form; what a kind does not have is kept for when it is chosen again. */
export interface PolicyScenario {
  readonly kind: PolicyKind;
  /** Seconds. */
  readonly interval: number;
  /** Percent. */
  readonly step: number;
  readonly start: number;
  readonly minimumRequests: number;
  /** Failed judgements in a row that end the release; 0 for no limit. */
  readonly failures: number;
  readonly rollback: 'gradual' | 'immediate';
  /** Percent: the share of the candidate before which somebody has to let it pass; 0 for no gate. */
  readonly gate: number;
  /** Minutes without known data after which the release holds. */
  readonly patience: number;
  /** Percent: the greatest healthy share of errors, and what an unhealthy candidate keeps. */
  readonly limit: number;
  readonly floor: number;
  readonly goal: 'highest' | 'lowest';
  readonly tolerance: number;
  /** Of a metric policy. */
  readonly score: string;
  /** Of a custom policy. */
  readonly decision: string;
}

/** What is said at a gate, and when. */
export interface GateAnswer {
  readonly gate: string;
  readonly answer: (typeof GATE_ANSWERS)[number];
  /** Seconds after the release has come to it. */
  readonly after: number;
}

export const GATE_ANSWERS = ['none', 'open', 'refuse'] as const;

/** A release to be played: plain data, as it is kept and shared. */
export interface Scenario {
  /** Two or three; the first is stable, the second the candidate. */
  readonly versions: readonly VersionScenario[];
  /** Requests a second, of all versions together. */
  readonly traffic: Curve;
  /** How far numbers stray, as a share of them. */
  readonly noise: number;
  readonly seed: number;
  /** Seconds that metrics look back, and between two scrapes. */
  readonly window: number;
  readonly scrapeInterval: number;
  readonly policy: PolicyScenario;
  /** The text of a gateway's file in place of what the form describes; null while the form counts. */
  readonly file: string | null;
  /** Gates that are not among them are answered as gates are without anybody: webhooks let pass, people never come. */
  readonly gates: readonly GateAnswer[];
  /** After which the play ends in any case. */
  readonly ticks: number;
}

/** The limits of a scenario's numbers, for its form and for data of strangers. */
export const LIMITS = {
  seconds: { min: 1, max: 86_400 },
  requests: { min: 0, max: 100_000 },
  latency: { min: 0, max: 60 },
  ticks: { min: 1, max: 5_000 },
} as const;
