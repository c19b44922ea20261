import type { MetricCatalogue } from '@lamia/lang';
import type { Moment } from './moment.js';
import type { Answer, FileFinding, PlayedGate, Ready, TickDetail } from './protocol.js';
import type { RecordingSummary } from './recording-summary.js';
import type { Verdict } from './verdict.js';

/** What the page knows of the last play. */
export interface PlayState {
  readonly id: number;
  readonly status: 'waiting' | 'playing' | 'over' | 'cancelled' | 'refused' | 'unreadable' | 'failed';
  readonly versions: readonly string[];
  /** The ticks after which it ends in any case. */
  readonly limit: number;
  readonly gates: readonly PlayedGate[];
  /** The recording that can be played; null before one was opened. */
  readonly recording: RecordingSummary | null;
  /** About the gateway's file. */
  readonly findings: readonly FileFinding[];
  readonly moments: readonly Moment[];
  readonly verdict: Verdict | null;
  /** Why the player failed. */
  readonly message: string | null;
  /** The tick that was looked at last. */
  readonly detail: TickDetail | null;
  /** What expressions can read; null until the player is ready. */
  readonly catalogue: MetricCatalogue | null;
}

export const NO_PLAY: PlayState = {
  id: 0,
  status: 'waiting',
  versions: [],
  limit: 1,
  gates: [],
  recording: null,
  findings: [],
  moments: [],
  verdict: null,
  message: null,
  detail: null,
  catalogue: null,
};

/** A play was asked for; what the last one showed stays until its first answer. */
export function asked(state: PlayState, id: number): PlayState {
  return { ...state, id, status: 'playing' };
}

/** The state after the player's answers; those about an earlier play are too late. */
export function heard(before: PlayState, messages: readonly (Answer | Ready)[]): PlayState {
  return messages.reduce(hear, before);
}

function hear(state: PlayState, message: Answer | Ready): PlayState {
  if (message.kind === 'ready') return { ...state, catalogue: message.catalogue };
  if (message.id !== state.id) return state;
  switch (message.kind) {
    case 'began': {
      const { versions, limit, gates, findings } = message;
      return {
        ...state,
        versions,
        limit,
        gates,
        findings,
        moments: [],
        verdict: null,
        message: null,
        detail: null,
      };
    }
    case 'refused':
      return { ...state, status: 'refused', findings: message.findings };
    case 'recorded':
      return { ...state, status: 'waiting', message: null, recording: message.recording };
    case 'unreadable':
      return { ...state, status: 'unreadable', message: message.message };
    case 'played':
      return { ...state, moments: [...state.moments, ...message.moments] };
    case 'over':
      return { ...state, status: 'over', verdict: message.verdict };
    case 'cancelled':
      return { ...state, status: 'cancelled' };
    case 'looked':
      return { ...state, detail: message.detail };
    case 'failed':
      return { ...state, status: 'failed', message: message.message };
  }
}
