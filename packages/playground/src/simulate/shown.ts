import type { RecordedScenario } from './play.js';
import type { RecordingSummary } from './recording-summary.js';
import { LIMITS, type GateAnswer } from './scenario.js';

/** What the page plays or shows. */
export type Shown =
  | { readonly kind: 'scenario' }
  /** A file that was opened: a decision log, or not known yet to be anything else. */
  | { readonly kind: 'opened'; readonly name: string }
  | { readonly kind: 'recording'; readonly name: string; readonly scenario: RecordedScenario };

/** How a recording is played at first: its first gateway as it was. */
export function firstScenario({ gateways }: RecordingSummary): RecordedScenario {
  return { gateway: 0, file: gateways[0]?.text ?? '', gates: [], ticks: LIMITS.ticks.max };
}

/** The same with this answer in place of the one that was given at its gate. */
export function withAnswer<Played extends { readonly gates: readonly GateAnswer[] }>(
  played: Played,
  answer: GateAnswer,
): Played {
  return { ...played, gates: [...played.gates.filter(({ gate }) => gate !== answer.gate), answer] };
}
