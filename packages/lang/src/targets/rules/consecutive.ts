/**
 * Entries in their order, those of one route that follow each other together.
 * @param split each by itself
 */
export function consecutive<Entry extends { readonly route: number }>(
  entries: readonly Entry[],
  split: boolean,
): readonly { readonly route: number; readonly entries: readonly Entry[] }[] {
  const groups: { route: number; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last === undefined || split || last.route !== entry.route)
      groups.push({ route: entry.route, entries: [entry] });
    else last.entries.push(entry);
  }
  return groups;
}
