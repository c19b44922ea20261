/** Steps of a class of Unicode characters, whose hundreds of ranges are looked up. */
const UNICODE_CLASS = 20;

const PART = new RegExp(
  [
    String.raw`\\Q[^]*?(?:\\E|$)`,
    String.raw`\\[^]`,
    String.raw`\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[^]|[^\]\\])*\]`,
    String.raw`\{(?<fewest>\d+)(?:,(?<most>\d*))?\}`,
    '[^]',
  ].join('|'),
  'gy',
);

/** What was read of a group so far: its steps, and those of its last part, which a repetition multiplies. */
interface Group {
  steps: number;
  last: number;
}

/**
 * About how many steps the program of a regular expression has once its repetitions are written out, as RE2 does when it
 * compiles: `(a{1,100}){10}` is a thousand. Found without compiling, which takes time by just that number.
 */
export function regexSize(pattern: string): number {
  let group: Group = { steps: 0, last: 0 };
  const outer: Group[] = [];
  const add = (steps: number): void => {
    group = { steps: group.steps + steps, last: steps };
  };
  for (const { 0: part, groups } of pattern.matchAll(PART)) {
    if (groups?.['fewest'] !== undefined) {
      const times = Math.max(Number(groups['fewest']), Number(groups['most'] ?? 0), 1);
      group.steps += group.last * (times - 1);
    } else if (part === '(') {
      outer.push(group);
      group = { steps: 0, last: 0 };
    } else if (part === ')') {
      const { steps } = group;
      group = outer.pop() ?? { steps: 0, last: 0 };
      add(steps + 2);
    } else if (part.startsWith('\\Q')) {
      add(part.length);
    } else {
      add(1 + UNICODE_CLASS * [...part.matchAll(/\\p/gi)].length);
    }
  }
  return outer.reduce((steps, open) => steps + open.steps, group.steps);
}
