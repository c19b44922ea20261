import { statusOf, type Gateway, type GatewayState } from '@lamia/runtime/engine';

/** What has become of a release, in the words that commands use, and why. */
export interface Verdict {
  readonly outcome: 'promoted' | 'rolled back' | 'held' | 'under way' | 'unfinished' | 'nothing to release';
  /** `promoted version2`, `rolled back to version1`, `held`, … */
  readonly headline: string;
  readonly reason: string;
  /** No further tick can change it. */
  readonly isFinal: boolean;
}

/** What ends a play before its release. */
export type Cut = 'ticks' | 'recording';

const CUT_WORDS: Readonly<Record<Cut, string>> = {
  ticks: 'still under way at the last tick',
  recording: 'still under way when the recording ends',
};

/** @param cut what keeps further ticks from being played; null where nothing does */
export function verdictOf(gateway: Gateway, state: GatewayState, cut: Cut | null): Verdict {
  const { phase, reason, stable } = statusOf(gateway, state);
  const final = (outcome: Verdict['outcome'], headline: string): Verdict => ({
    outcome,
    headline,
    reason,
    isFinal: true,
  });
  switch (phase) {
    case null:
      return final('nothing to release', 'nothing to release');
    case 'Promoted':
      return final('promoted', `promoted ${stable}`);
    case 'RolledBack':
      return final('rolled back', `rolled back to ${stable}`);
    case 'Held':
    case 'Superseded':
      return final('held', 'held');
    case 'Pending':
    case 'Progressing':
    case 'Waiting':
    case 'Paused':
    case 'RollingBack':
      return cut === null
        ? { outcome: 'under way', headline: 'under way', reason, isFinal: false }
        : { outcome: 'unfinished', headline: CUT_WORDS[cut], reason, isFinal: false };
  }
}
