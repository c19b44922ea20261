import { explainRules, literalText } from '@lamia/lang';
import type { Diagnostic, RequestInput, Rule, Span } from '@lamia/lang';
import { comparable, readRoutes, sharesOf, type RoutesToRead } from './routes-read.js';

/** One route's condition, and what is to be said of it. */
export interface RouteReport {
  /** In its source: of the text itself, and of what the order of routes does to it. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether its text has no error. */
  readonly isReadable: boolean;
  /** Whether it takes part in the rules: it can be read, and has no raw ACL. */
  readonly isCompared: boolean;
  readonly canonical: string | null;
}

/** A rule as it is shown. */
export interface RuleReport {
  /** The place of its route; that of the rest is behind the last. */
  readonly route: number;
  readonly rule: Rule;
  readonly tests: readonly string[];
  /** What of the route's condition became it. */
  readonly parts: readonly Span[];
  /** A request that it is the first to match; null where there is none. */
  readonly example: RequestInput | null;
  readonly reach: 'found' | 'unreachable' | 'unknown';
}

/** What a project's routes come to. */
export interface RulesReport {
  readonly routes: readonly RouteReport[];
  /** In order; null where they are too many or too complex, which is said of a route or of all. */
  readonly rules: readonly RuleReport[] | null;
  /** What is about no route in particular. */
  readonly findings: readonly Diagnostic[];
}

/** The rules of all routes that can be read, and what there is to say of each. */
export function rulesReport(project: RoutesToRead): RulesReport {
  const read = readRoutes(project);
  const { routes, places } = comparable(read, sharesOf(project.versions, project.rest));
  const explained = explainRules(routes);
  const placeOf = (route: number): number => places[route] ?? read.length;
  return {
    routes: read.map(({ condition, isRaw, diagnostics, canonical }, place) => ({
      diagnostics: [
        ...diagnostics,
        ...explained.findings.flatMap(({ route, diagnostic }) =>
          route !== null && placeOf(route) === place ? [diagnostic] : [],
        ),
      ],
      isReadable: condition !== null,
      isCompared: condition !== null && !isRaw,
      canonical,
    })),
    rules: explained.ok
      ? explained.rules.map(({ rule, parts, example }) => ({
          route: placeOf(rule.route),
          rule,
          tests: rule.all.map(literalText),
          parts,
          example: example.kind === 'found' ? example.request : null,
          reach: example.kind,
        }))
      : null,
    findings: explained.findings.flatMap(({ route, diagnostic }) => (route === null ? [diagnostic] : [])),
  };
}
