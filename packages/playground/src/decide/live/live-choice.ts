import type { TabStorage } from '../../runtime-api/token.js';

/** Where values come from: from the table, or from a gateway; empty for whichever is the first. */
export type LiveChoice = { readonly gateway: string } | null;

const KEY = 'lamia.decide.live';

/** What was chosen in this tab. It is no part of what is shared: a link never makes a page ask its runtime. */
export function keptChoice(storage: TabStorage): LiveChoice {
  try {
    const gateway = storage.getItem(KEY);
    return gateway === null ? null : { gateway };
  } catch {
    return null; // storage is forbidden: the same to a reader as an empty one
  }
}

export function keepChoice(storage: TabStorage, choice: LiveChoice): void {
  try {
    if (choice === null) storage.removeItem(KEY);
    else storage.setItem(KEY, choice.gateway);
  } catch {
    // Forbidden storage costs the reader the choice after a reload, and nothing now.
  }
}
