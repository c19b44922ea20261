import type { HttpRouteMatch, ValueMatch } from './httproute.js';

/** What implementations compare matches by, each in an order of its own; more is more specific. */
export interface Specificity {
  /** Exact before a prefix; regular expressions are compared with each other alone. */
  readonly pathKind: number;
  readonly pathLength: number;
  readonly method: number;
  readonly headers: number;
  readonly exactHeaders: number;
  readonly queryParams: number;
  readonly exactQueryParams: number;
}

/** By these every implementation compares. The others break ties in some only. */
const COMPARED_BY_ALL = ['pathLength', 'method', 'headers', 'queryParams'] as const;
const COMPARED_BY_SOME = ['pathKind', 'exactHeaders', 'exactQueryParams'] as const;

export function specificityOf({ path, method, headers = [], queryParams = [] }: HttpRouteMatch): Specificity {
  const { type, value } = path ?? { type: 'PathPrefix', value: '/' };
  return {
    pathKind: type === 'Exact' ? 1 : 0,
    // Regular expressions are brought to one length before they are written.
    pathLength: type === 'RegularExpression' ? 0 : value.length,
    method: method === undefined ? 0 : 1,
    headers: headers.length,
    exactHeaders: exact(headers),
    queryParams: queryParams.length,
    exactQueryParams: exact(queryParams),
  };
}

function exact(matches: readonly ValueMatch[]): number {
  return matches.filter(({ type }) => type === 'Exact').length;
}

/**
 * How a match stands to another that takes the same request. `before`: it wins in every implementation, whatever the order in
 * which it compares; `tie`: it wins if it is in an earlier rule; null: some prefer the other.
 */
export function precedence(first: Specificity, second: Specificity): 'before' | 'tie' | null {
  let order: 'before' | 'tie' = 'tie';
  for (const key of COMPARED_BY_SOME) if (first[key] < second[key]) return null;
  for (const key of COMPARED_BY_ALL) {
    if (first[key] < second[key]) return null;
    if (first[key] > second[key]) order = 'before';
  }
  return order;
}
