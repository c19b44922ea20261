import type { RouteFinding } from '../condition/analyse-routes.js';
import { atomKey } from '../condition/atom.js';
import { compileRules, type ConditionalRoute } from '../condition/compile-routes.js';
import type { Condition } from '../condition/formula.js';
import { requestText } from '../condition/witness.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import type { Span } from '../source/span.js';
import { mirrorShares } from './rules/mirrors.js';
import type { Backend, Share, Target, TargetGateway, TargetProblem, TargetRoute } from './target.js';
import { disagreement, type Disagreement } from './verify.js';

/** A gateway whose routes have conditions. */
export interface GatewayToCompile {
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  readonly backends: readonly Backend[];
  /** In order; the last has no condition. */
  readonly routes: readonly ConditionalRoute[];
}

/** What was written, with what there is to know about it; or everything that stands in its way. */
export type Compiled<Emitted> =
  | { readonly ok: true; readonly emitted: Emitted; readonly findings: readonly RouteFinding[] }
  | { readonly ok: false; readonly findings: readonly RouteFinding[] };

/**
 * Writes a gateway's routes for a data plane, reads back what was written as that data plane would, and gives it out only where
 * both mean the same on every combination of tests.
 */
export function compileGateway<Options, Emitted>(
  target: Target<Options, Emitted>,
  gateway: GatewayToCompile,
  options: Options,
): Compiled<Emitted> {
  const { routes } = gateway;
  const rules = compileRules(routes, { complements: true });
  if (!rules.ok) return { ok: false, findings: rules.findings };
  const shaped: TargetGateway = { ...gateway, routes: routes.map(shapedRoute) };
  const emission = target.emit(shaped, rules.rules, options);
  const said = (emission.ok ? emission.notes : emission.problems).map((problem) =>
    findingOf(problem, routes),
  );
  const findings = [...rules.findings, ...said];
  if (!emission.ok) return { ok: false, findings };
  const conditions = routes.flatMap(({ condition }) => condition ?? []);
  const { emitted } = emission;
  const wrong = disagreement(rules.space, conditions, shaped, target.readers(emitted, options));
  if (wrong !== null) return { ok: false, findings: [...findings, notVerified(wrong, 'goes')] };
  if (routes.some(({ mirror }) => mirror !== undefined)) {
    const copying = { ...shaped, routes: shaped.routes.map(copiesOf) };
    const readers = target.mirrorReaders?.(emitted, options) ?? new Map();
    const lost = disagreement(rules.space, conditions, copying, readers);
    if (lost !== null) return { ok: false, findings: [...findings, notVerified(lost, 'is copied')] };
  }
  return { ok: true, emitted, findings };
}

function shapedRoute({ name, to, mirror }: ConditionalRoute): TargetRoute {
  return { name, to, ...(mirror && { mirror }) };
}

/** A route that sends copies as if they were the requests. */
function copiesOf({ name, mirror }: TargetRoute): TargetRoute {
  return { name, to: mirrorShares(mirror) };
}

function notVerified(
  { request, reader, expected, found }: Disagreement,
  does: 'goes' | 'is copied',
): RouteFinding {
  const shares = (list: readonly Share[] | null): string =>
    list === null ? 'nothing' : list.map(({ version, weight }) => `${version}=${weight / 100}%`).join(', ');
  const message = `this is a mistake in lamia, nothing was written: read back as ${reader}, \`${requestText(request)}\` ${does} to ${shares(found)} instead of ${shares(expected)}`;
  return { route: null, diagnostic: { code: 'not-verified', severity: 'error', message, start: 0, end: 0 } };
}

/** A problem at the place of its literal: in its own route where it stands there, else in the first where it does. */
function findingOf(problem: TargetProblem, routes: readonly ConditionalRoute[]): RouteFinding {
  const { code, severity, message, literal, route } = problem;
  const order = [...routes.keys()].sort((left, right) => Number(left !== route) - Number(right !== route));
  for (const index of literal === null ? [] : order) {
    const place = placeOf(routes[index]?.condition ?? null, literal === null ? '' : atomKey(literal));
    if (place !== null) return { route: index, diagnostic: at(place, { code, severity, message }) };
  }
  const condition = route === null ? null : (routes[route]?.condition ?? null);
  const whole = condition === null ? { start: 0, end: 0 } : condition.formula.span;
  return { route, diagnostic: at(whole, { code, severity, message }) };
}

function placeOf(condition: Condition | null, key: string): Span | null {
  const atom = condition?.atoms.findIndex((each) => atomKey(each) === key) ?? -1;
  return condition?.places[atom]?.[0] ?? null;
}

function at({ start, end }: Span, said: Pick<Diagnostic, 'code' | 'severity' | 'message'>): Diagnostic {
  return { ...said, message: excerpt(said.message, 1_000), start, end };
}
