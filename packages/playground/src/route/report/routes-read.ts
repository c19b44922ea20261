import { check, format, notEvaluable } from '@lamia/lang';
import type { Condition, ConditionalRoute, Diagnostic, Share } from '@lamia/lang';
import type { RouteProject } from '../project.js';

/** The routes of a project as a worker is given them. */
export type RoutesToRead = Pick<RouteProject, 'hosts' | 'versions' | 'routes' | 'rest'>;

/** A route's condition as far as it can be read. */
export interface RouteRead {
  readonly name: string;
  readonly source: string;
  /** Null where the text has an error. */
  readonly condition: Condition | null;
  /** With a raw ACL, which nothing but HAProxy understands. */
  readonly isRaw: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The condition as the formatter writes it; null where it cannot be read. */
  readonly canonical: string | null;
  readonly to: readonly Share[];
}

/** Every route's condition, read by itself. */
export function readRoutes({ routes, versions }: RoutesToRead): readonly RouteRead[] {
  return routes.map(({ name, condition: source, percents }) => {
    const { condition, diagnostics } = check(source, { kind: 'condition' });
    const isRaw = condition !== null && notEvaluable(condition).length > 0;
    const to = sharesOf(versions, percents);
    return { name, source, condition, isRaw, diagnostics, canonical: format(source).text, to };
  });
}

/** Percentages as the shares of a route. */
export function sharesOf(versions: readonly string[], percents: readonly number[]): readonly Share[] {
  return versions.map((version, place) => ({ version, weight: Math.round((percents[place] ?? 0) * 100) }));
}

/** The routes that can be compared with others, each with its place among all, and what takes the rest. */
export function comparable(
  read: readonly RouteRead[],
  rest: readonly Share[],
): { readonly routes: readonly ConditionalRoute[]; readonly places: readonly number[] } {
  const usable = read.flatMap(({ name, condition, isRaw, to }, place) =>
    condition === null || isRaw ? [] : [{ place, route: { name, condition, to } }],
  );
  return {
    routes: [...usable.map(({ route }) => route), { name: 'rest', condition: null, to: rest }],
    places: [...usable.map(({ place }) => place), read.length],
  };
}
