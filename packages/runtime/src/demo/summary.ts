import type { Outcome } from './outcome.js';
import { clockText } from './narration.js';
import type { Scene } from './scene.js';

/** What there is to say once everything has stopped; plain data. */
export interface Summary {
  /** `promoted version2`, `rolled back to version1`, `held: …`. */
  readonly outcome: string;
  /** What decided it: the engine's own words. */
  readonly reason: string;
  readonly seconds: number;
  /** The load's own count; null where there was none. */
  readonly requests: { readonly answered: number; readonly lost: number; readonly leftOut: number } | null;
  /** What each version itself has answered, by label. */
  readonly versions: Readonly<Record<string, { readonly requests: number; readonly errors: number }>>;
}

/** Puts the counts of a scene together with how it came out. */
export function summarize(scene: Scene, outcome: Outcome, seconds: number): Summary {
  const counts = scene.load?.counts() ?? null;
  return {
    outcome: outcome.text,
    reason: outcome.reason,
    seconds,
    requests:
      counts === null
        ? null
        : { answered: counts.good + counts.bad, lost: counts.lost, leftOut: counts.leftOut },
    versions: Object.fromEntries([...scene.services].map(([label, service]) => [label, service.answered()])),
  };
}

/** The summary in lines for people; the outcome is the last. */
export function summaryText({ outcome, reason, seconds, requests, versions }: Summary): readonly string[] {
  const each = Object.entries(versions).map(
    ([label, answered]) => `${label} answered ${answered.requests} and failed ${answered.errors} of them`,
  );
  return [
    '',
    `it took ${clockText(seconds * 1000)}; what decided it: ${reason}`,
    requests === null
      ? 'no requests were sent'
      : `${requests.answered} requests were answered, ${requests.lost} were lost${leftOutText(requests.leftOut)}; ${each.join(', ')}`,
    outcome,
  ];
}

function leftOutText(leftOut: number): string {
  return leftOut === 0 ? '' : ` and ${leftOut} were not sent, too many being under way`;
}
