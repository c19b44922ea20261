import type { Edit } from '../diagnostics/diagnostic.js';

/** Beyond so many pairs of lines the middle is replaced as a whole. */
const MOST_PAIRS = 250_000;

/** The fewest replacements of whole lines that make one text of another, in source order. */
export function changedLines(before: string, after: string): readonly Edit[] {
  const [old, wanted] = [lines(before), lines(after)];
  let first = 0;
  while (first < old.length && first < wanted.length && old[first] === wanted[first]) first += 1;
  let last = 0;
  while (
    last < Math.min(old.length, wanted.length) - first &&
    old[old.length - 1 - last] === wanted[wanted.length - 1 - last]
  )
    last += 1;
  const middle = old.slice(first, old.length - last);
  const replacement = wanted.slice(first, wanted.length - last);
  const offset = old.slice(0, first).join('').length;
  if (middle.length * replacement.length > MOST_PAIRS) return [edit(offset, middle, replacement)];
  return aligned(offset, middle, replacement);
}

/** With their ends. */
function lines(text: string): readonly string[] {
  return text.match(/[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+$/g) ?? [];
}

function edit(start: number, old: readonly string[], wanted: readonly string[]): Edit {
  return { start, end: start + old.join('').length, text: wanted.join('') };
}

/** Goes along a longest common subsequence; what lies between its lines is replaced. */
function aligned(offset: number, old: readonly string[], wanted: readonly string[]): readonly Edit[] {
  const lengths = commonLengths(old, wanted);
  const common = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  const edits: Edit[] = [];
  let [row, column, from, at] = [0, 0, 0, offset];
  let added = 0;
  const flush = (): void => {
    if (row > from || column > added) {
      edits.push(edit(at, old.slice(from, row), wanted.slice(added, column)));
    }
    at += old.slice(from, row).join('').length;
  };
  while (row < old.length && column < wanted.length) {
    const line = old[row] ?? '';
    if (line === wanted[column]) {
      flush();
      at += line.length;
      [row, column] = [row + 1, column + 1];
      [from, added] = [row, column];
    } else if (common(row + 1, column) >= common(row, column + 1)) row += 1;
    else column += 1;
  }
  [row, column] = [old.length, wanted.length];
  flush();
  return edits;
}

/** How many lines the rests of both have in common, by where they begin. */
function commonLengths(old: readonly string[], wanted: readonly string[]): readonly (readonly number[])[] {
  let below: readonly number[] = Array.from({ length: wanted.length + 1 }, () => 0);
  const rows = [below];
  for (const line of [...old].reverse()) {
    const row = [0];
    for (let column = wanted.length - 1; column >= 0; column -= 1) {
      const right = row[row.length - 1] ?? 0;
      row.push(line === wanted[column] ? (below[column + 1] ?? 0) + 1 : Math.max(below[column] ?? 0, right));
    }
    below = row.reverse();
    rows.push(below);
  }
  return rows.reverse();
}
