import { isLinear } from './linear.js';
import { areLoopsDetermined, isFirstToEnd } from './possessive.js';
import { positionsOf } from './positions.js';
import { ANYTHING, isAnything, sequence, type Regex } from './syntax.js';

/**
 * The same values by an expression that takes time linear in them, for one of parts with anything between: `a.*b.*c.*`. What
 * comes after a part may begin with anything, so that the first place where the part ends leaves it all that any other would,
 * and PCRE2 need not go back for another.
 * @param limit the most positions of one part
 * @returns null for other expressions, and where it is not proved
 */
export function segmented(regex: Regex, limit: number): Regex | null {
  const parts = partsOf(regex);
  const [head, ...rest] = parts;
  const tail = rest.pop();
  if (head === undefined || tail === undefined || hasLoop(head)) return null;
  const between = rest.map(withoutOpenEnds);
  if (!between.every((body) => isTakenAtOnce(body, limit))) return null;
  const end = sequence([ANYTHING, tail]);
  if (!isAnything(end)) {
    const positions = positionsOf(end, limit);
    if (positions === null || !isLinear(positions) || !areLoopsDetermined(positions)) return null;
  }
  return sequence([head, ...between.map((body): Regex => ({ kind: 'until', body })), end]);
}

/** What stands before, between and behind the places where anything may stand. */
function partsOf(regex: Regex): readonly Regex[] {
  const parts: Regex[][] = [[]];
  for (const item of regex.kind === 'sequence' ? regex.items : [regex]) {
    if (isAnything(item)) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  const [head = [], ...rest] = parts;
  const tail = rest.pop();
  const between = rest.filter((items) => items.length > 0);
  return [head, ...between, ...(tail === undefined ? [] : [tail])].map(sequence);
}

/** Beside anything, a repetition says no more than its fewest turns. */
function withoutOpenEnds(body: Regex): Regex {
  const items = body.kind === 'sequence' ? body.items : [body];
  const last = items.length - 1;
  return sequence(
    items.map((item, index) =>
      item.kind === 'repeat' && (index === 0 || index === last) ? { ...item, most: item.least } : item,
    ),
  );
}

function isTakenAtOnce(body: Regex, limit: number): boolean {
  const positions = positionsOf(body, limit);
  const searched = positionsOf(sequence([ANYTHING, body]), limit);
  return (
    positions !== null &&
    searched !== null &&
    !positions.matchesEmpty &&
    positions.loops.length === 0 &&
    isFirstToEnd(positions) &&
    isLinear(searched)
  );
}

function hasLoop(regex: Regex): boolean {
  switch (regex.kind) {
    case 'characters':
      return false;
    case 'sequence':
      return regex.items.some(hasLoop);
    case 'choice':
      return regex.options.some(hasLoop);
    case 'repeat':
      return regex.most === null || hasLoop(regex.body);
    case 'until':
      return true;
  }
}
