import { REST, type RouteProject, type SavedRequest } from '../project.js';
import type { Answer } from './answers.js';

/** A kept request with what becomes of it now. */
export interface SavedRow {
  readonly saved: SavedRequest;
  /** `waiting` until it is known; `unknown` where it cannot be known. */
  readonly state: 'green' | 'red' | 'unknown' | 'waiting';
  /** Names of routes, as the sentence about the row needs them; null where there is none. */
  readonly expected: string | null;
  readonly actual: string | null;
}

/** The table of kept requests: green where the expected route takes the request. */
export function savedRows(
  { routes, saved }: Pick<RouteProject, 'routes' | 'saved'>,
  answers: readonly Answer[] | null,
): readonly SavedRow[] {
  const nameOf = (id: string | undefined): string | null =>
    id === REST ? 'the rest' : (routes.find((route) => route.id === id)?.name ?? null);
  return saved.map((each, place): SavedRow => {
    const expected = nameOf(each.expected);
    const answer = answers?.[place];
    if (answer === undefined) return { saved: each, state: 'waiting', expected, actual: null };
    if (answer.route === null) return { saved: each, state: 'unknown', expected, actual: null };
    const id = routes[answer.route]?.id ?? REST;
    return { saved: each, state: id === each.expected ? 'green' : 'red', expected, actual: nameOf(id) };
  });
}

/** One sentence over the whole table. */
export function savedSummary(rows: readonly SavedRow[]): string {
  const count = (state: SavedRow['state']): number => rows.filter((row) => row.state === state).length;
  const [red, unknown] = [count('red'), count('unknown')];
  if (count('waiting') > 0) return 'trying the requests …';
  if (red === 0 && unknown === 0)
    return rows.length === 1
      ? 'the request goes where it should'
      : `all ${rows.length} requests go where they should`;
  const parts = [
    ...(red > 0 ? [`${red} of ${rows.length} ${red === 1 ? 'goes' : 'go'} elsewhere`] : []),
    ...(unknown > 0 ? [`${unknown} cannot be told`] : []),
  ];
  return parts.join(', ');
}
