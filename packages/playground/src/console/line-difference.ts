export interface DifferentLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Lines of two texts as one list: what both have, what only the first has, and what only the second has. */
export function lineDifference(before: string, after: string): readonly DifferentLine[] {
  const [first, second] = [before.split('\n'), after.split('\n')];
  const common = longestCommon(first, second);
  const lines: DifferentLine[] = [];
  let [one, other] = [0, 0];
  while (one < first.length || other < second.length) {
    const [left, right] = [first[one], second[other]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      one += 1;
      other += 1;
    } else if (left !== undefined && (common[one + 1]?.[other] ?? 0) >= (common[one]?.[other + 1] ?? 0)) {
      lines.push({ kind: 'gone', text: left });
      one += 1;
    } else if (right !== undefined) {
      lines.push({ kind: 'new', text: right });
      other += 1;
    } else if (left !== undefined) {
      lines.push({ kind: 'gone', text: left });
      one += 1;
    }
  }
  return lines;
}

/** How many lines the ends of both texts from each pair of places on have in common. */
function longestCommon(first: readonly string[], second: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
  for (let one = first.length - 1; one >= 0; one -= 1) {
    for (let other = second.length - 1; other >= 0; other -= 1) {
      const row = table[one];
      if (row === undefined) continue;
      row[other] =
        first[one] === second[other]
          ? (table[one + 1]?.[other + 1] ?? 0) + 1
          : Math.max(table[one + 1]?.[other] ?? 0, row[other + 1] ?? 0);
    }
  }
  return table;
}
