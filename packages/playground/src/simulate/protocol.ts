import type { MetricCatalogue } from '@lamia/lang';
import type { Finding, ReleaseEvent, TickRecord } from '@lamia/runtime/engine';
import type { Moment } from './moment.js';
import type { RecordedScenario } from './play.js';
import type { RecordingSummary } from './recording-summary.js';
import type { Scenario } from './scenario.js';
import type { Verdict } from './verdict.js';

/** Something that was found about the gateway's file; offsets are UTF-16. */
export interface FileFinding extends Pick<Finding, 'severity' | 'message' | 'start' | 'end'> {
  /** From 1. */
  readonly line: number;
}

/** Everything there is to know of one tick. */
export interface TickDetail {
  readonly index: number;
  readonly record: TickRecord;
  readonly events: readonly ReleaseEvent[];
}

/** A gate of the gateway that is played. */
export interface PlayedGate {
  readonly name: string;
  readonly type: 'manual' | 'webhook';
  /** Where it stands, in words. */
  readonly at: string;
}

/** What the page asks of the player. A play of another id ends the one that is under way. */
export type Request =
  | { readonly kind: 'play'; readonly id: number; readonly scenario: Scenario }
  /** To play a release on the recording that was opened last. */
  | { readonly kind: 'replay'; readonly id: number; readonly scenario: RecordedScenario }
  /** The text of a decision log, which is a release to show, or of a recording, to play releases on. */
  | { readonly kind: 'open'; readonly id: number; readonly text: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'look'; readonly id: number; readonly index: number };

/** Told once, before anything else: what expressions can read. */
export interface Ready {
  readonly kind: 'ready';
  readonly catalogue: MetricCatalogue;
}

/** What the player answers, always about the play of that id. */
export type Answer = { readonly id: number } & (
  | {
      readonly kind: 'began';
      readonly versions: readonly string[];
      readonly limit: number;
      readonly gates: readonly PlayedGate[];
      readonly findings: readonly FileFinding[];
    }
  | { readonly kind: 'refused'; readonly findings: readonly FileFinding[] }
  /** The text is a recording, which can be played now. */
  | { readonly kind: 'recorded'; readonly recording: RecordingSummary }
  /** The text is neither decision log nor recording. */
  | { readonly kind: 'unreadable'; readonly message: string }
  /** The ticks that were played since the last answer. */
  | { readonly kind: 'played'; readonly moments: readonly Moment[] }
  | { readonly kind: 'over'; readonly verdict: Verdict }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'looked'; readonly detail: TickDetail }
  /** The player's own program is at fault. */
  | { readonly kind: 'failed'; readonly message: string }
);
