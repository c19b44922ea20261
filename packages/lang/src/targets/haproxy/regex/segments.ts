import { isLinear } from './linear.js';
import { areLoopsDetermined, isFirstToEnd } from './possessive.js';
import { positionsOf } from './positions.js';
import { ANYTHING, isAnything, sequence, type Regex } from './syntax.js';

/** For each way through what comes first, all that follows may be searched. */
const MOST_HEADS = 16;

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
  if (head === undefined || tail === undefined || runsThrough(head) > MOST_HEADS) return null;
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

/** How many runs there are at most through an expression, whatever the text; infinite where it has a loop. */
function runsThrough(regex: Regex): number {
  switch (regex.kind) {
    case 'characters':
      return 1;
    case 'sequence':
      return regex.items.reduce((product, item) => product * runsThrough(item), 1);
    case 'choice':
      return regex.options.reduce((sum, option) => sum + runsThrough(option), 0);
    case 'repeat': {
      if (regex.most === null) return Infinity;
      const turn = runsThrough(regex.body);
      let runs = 0;
      for (let turns = regex.least; turns <= regex.most; turns += 1) runs += turn ** turns;
      return runs;
    }
    case 'until':
      return Infinity;
  }
}
