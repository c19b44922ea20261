import { logOf } from './invariants/invariant.js';
import type { Played } from './play.js';
import type { Cast } from './scenario.js';
import { OPERATOR } from './world.js';

/**
 * What operators left a release to: to itself, to a pause, to an end of their choice (`hasWeightsSince`: with other weights given
 * after it), or `disturbed`, to itself after something that it would not have come to.
 */
export type LastWord =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'disturbed' }
  | { readonly kind: 'paused'; readonly before: 'nobody' | 'disturbed' }
  | { readonly kind: 'promoted' | 'rolled back'; readonly hasWeightsSince: boolean };

/** Who had the last word on the release of a gateway, by what its log says was granted. */
export function lastWordOn(played: Played, { gateway, characters }: Cast): LastWord {
  let word: LastWord = { kind: 'nobody' };
  for (const { operation } of logOf(played, gateway.name)) {
    if (operation?.by !== OPERATOR) continue;
    const { act } = operation;
    switch (act.kind) {
      case 'pause':
        word = { kind: 'paused', before: word.kind === 'nobody' ? 'nobody' : 'disturbed' };
        break;
      case 'resume':
        word = { kind: word.kind === 'paused' ? word.before : 'disturbed' };
        break;
      case 'promote':
        word = { kind: 'promoted', hasWeightsSince: false };
        break;
      case 'rollback':
        word = { kind: 'rolled back', hasWeightsSince: false };
        break;
      case 'weights':
        word = afterWeights(word);
        break;
      case 'approve': {
        const isTheirWord = characters.get(act.gate) === (act.approved ? 'approves' : 'refuses');
        if (!isTheirWord) word = afterAnswer(word);
      }
    }
  }
  return word;
}

function afterWeights(word: LastWord): LastWord {
  switch (word.kind) {
    case 'nobody':
    case 'disturbed':
      return { kind: 'disturbed' };
    case 'paused':
      return { kind: 'paused', before: 'disturbed' };
    case 'promoted':
    case 'rolled back':
      return { ...word, hasWeightsSince: true };
  }
}

/** Somebody else's answer may be the end of a release that goes on, and changes nothing about how one ends that was to end. */
function afterAnswer(word: LastWord): LastWord {
  if (word.kind === 'paused') return { kind: 'paused', before: 'disturbed' };
  return word.kind === 'nobody' ? { kind: 'disturbed' } : word;
}
