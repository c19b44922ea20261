import type { NumberComparison } from './lowered.js';
import { pairText } from './number-text.js';

type Comparison = NumberComparison['operation'];

/** What a side of a comparison must do for the comparison to hold, and to fail. */
const MOVES: Readonly<Record<Comparison, { readonly hold: string; readonly fail: string }>> = {
  '>': { hold: 'rises above #', fail: 'falls to # or below' },
  '>=': { hold: 'rises to # or above', fail: 'falls below #' },
  '<': { hold: 'falls below #', fail: 'rises to # or above' },
  '<=': { hold: 'falls to # or below', fail: 'rises above #' },
  '==': { hold: 'becomes #', fail: 'is anything but #' },
  '!=': { hold: 'is anything but #', fail: 'becomes #' },
};

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
  '==': '==',
  '!=': '!=',
};

/**
 * When a comparison would have come out the other way: `when the left side falls to 0.96 or below`. It speaks of the left side
 * unless that is fixed by the text of the program.
 */
export function flipText(
  node: NumberComparison,
  held: boolean,
  sides: readonly [number, number],
  unit: string | undefined,
): string {
  const [leftText, rightText] = pairText(sides, unit);
  const isLeftFixed = node.operands[0].operation === 'constant';
  const operation = isLeftFixed ? MIRRORED[node.operation] : node.operation;
  const move = held ? MOVES[operation].fail : MOVES[operation].hold;
  const [side, limit] = isLeftFixed ? ['right', leftText] : ['left', rightText];
  return `when the ${side} side ${move.replace('#', limit)}`;
}
