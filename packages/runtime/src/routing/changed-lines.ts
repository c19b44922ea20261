/** A line that only one of two texts has. */
export interface ChangedLine {
  readonly sign: '-' | '+';
  readonly text: string;
}

/**
 * The lines to remove from one text and to add to it in order to get the other, as few as possible, in the order of the
 * texts (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986): time and memory grow with the number of
 * changes and not with the texts.
 */
export function changedLines(before: string, after: string): readonly ChangedLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  return retrace(furthestReaches(old, fresh), old, fresh);
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** By diagonal (old index minus new index), how many old lines are behind us at most. */
type Reaches = ReadonlyMap<number, number>;

/** What is reached with 0, 1, 2 … changes, up to the first number with which both texts are behind us. */
function furthestReaches(old: readonly string[], fresh: readonly string[]): readonly Reaches[] {
  const rounds: Reaches[] = [];
  let last: Reaches = new Map();
  for (let changes = 0; ; changes += 1) {
    const reaches = new Map<number, number>();
    rounds.push(reaches);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = changes === 0 ? 0 : stepOnto(diagonal, changes, last);
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x += 1;
      reaches.set(diagonal, x);
      if (x >= old.length && x - diagonal >= fresh.length) return rounds;
    }
    last = reaches;
  }
}

/** Where one more change leads on this diagonal: a line added from the diagonal above or removed from the one below. */
function stepOnto(diagonal: number, changes: number, last: Reaches): number {
  return addsOnto(diagonal, changes, last) ? reach(last, diagonal + 1) : reach(last, diagonal - 1) + 1;
}

function addsOnto(diagonal: number, changes: number, last: Reaches): boolean {
  return (
    diagonal === -changes || (diagonal !== changes && reach(last, diagonal - 1) < reach(last, diagonal + 1))
  );
}

function reach(reaches: Reaches, diagonal: number): number {
  return reaches.get(diagonal) ?? 0;
}

/** Walks back from the ends of both texts and tells each change on the way. */
function retrace(
  rounds: readonly Reaches[],
  old: readonly string[],
  fresh: readonly string[],
): readonly ChangedLine[] {
  const changed: ChangedLine[] = [];
  let diagonal = old.length - fresh.length;
  for (let changes = rounds.length - 1; changes > 0; changes -= 1) {
    const last = rounds[changes - 1] ?? new Map<number, number>();
    if (addsOnto(diagonal, changes, last)) {
      diagonal += 1;
      changed.push({ sign: '+', text: fresh[reach(last, diagonal) - diagonal] ?? '' });
    } else {
      diagonal -= 1;
      changed.push({ sign: '-', text: old[reach(last, diagonal)] ?? '' });
    }
  }
  return changed.reverse();
}
