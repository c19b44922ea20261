import { codePoints, cutsOf, type Acceptor } from './acceptor.js';

/** Where a path is in its segment, and whether a percent sign may go on to stand for a slash or a backslash. */
const START = 0;
const AFTER_SLASH = 1;
const DOT = 2;
const DOTS = 3;
const INSIDE = 4;
const PERCENT = 5;
const PERCENT_TWO = 6;
const PERCENT_FIVE = 7;
const DEAD = 8;

const code = (sign: string): number => sign.charCodeAt(0);
const [SLASH, POINT, PERCENT_SIGN] = [code('/'), code('.'), code('%')];
/** A backslash may be taken for a slash; the others end a path. */
const NEVER: ReadonlySet<number> = new Set([code('\\'), code('?'), code('#')]);

/**
 * Paths in printable ASCII without an empty, `.` or `..` segment, a backslash, and an escaped slash or backslash: no data plane
 * changes such a path before it matches.
 */
export const plainPaths: Acceptor = {
  start: START,
  next,
  accepts: (state) => state !== START && state !== DOT && state !== DOTS && state !== DEAD,
  isDead: (state) => state === DEAD,
  cuts: [...cutsOf(33, 126), ...codePoints('\\/.%?#25CFcf').flatMap((sign) => cutsOf(sign, sign))],
};

function next(state: number, codePoint: number): number {
  if (state === DEAD || codePoint < 33 || codePoint > 126 || NEVER.has(codePoint)) return DEAD;
  if (state === START) return codePoint === SLASH ? AFTER_SLASH : DEAD;
  if (codePoint === SLASH)
    return state === AFTER_SLASH || state === DOT || state === DOTS ? DEAD : AFTER_SLASH;
  const letter = String.fromCharCode(codePoint).toLowerCase();
  if ((state === PERCENT_TWO && letter === 'f') || (state === PERCENT_FIVE && letter === 'c')) return DEAD;
  if (codePoint === PERCENT_SIGN) return PERCENT;
  if (state === PERCENT && letter === '2') return PERCENT_TWO;
  if (state === PERCENT && letter === '5') return PERCENT_FIVE;
  if (codePoint === POINT && state === AFTER_SLASH) return DOT;
  if (codePoint === POINT && state === DOT) return DOTS;
  return INSIDE;
}
