const FEWEST = 4;
const MOST = 14;

/**
 * How many lines of an editor a text takes, within what a page has room for.
 * @param columns about how many letters a line has before it is wrapped
 */
export function conditionLines(text: string, columns: number): number {
  const lines = text
    .split('\n')
    .reduce((sum, { length }) => sum + Math.max(1, Math.ceil(length / columns)), 0);
  return Math.min(MOST, Math.max(FEWEST, lines + 1));
}
