import { check, compileFor, type Condition, type TargetName } from '@lamia/lang';
import { compiledRoutes, conditionalRoutes, REST, type NamedCondition } from './compiled-routes.js';
import { diagnosed, type Found } from './found-diagnostics.js';
import { unexpectedRules } from './ruled.js';
import { sourceOf, type RoutesVector } from './vector.js';

/** A route of a vector with what checking its condition gave. */
interface CheckedRoute {
  readonly name: string;
  readonly source: string;
  readonly condition: Condition | null;
  readonly found: readonly Found[];
}

/** In what way the implementation does not do what a vector of ordered routes expects. */
export function routesDisagreements(vector: RoutesVector): readonly string[] {
  const { routes, target, expect } = vector;
  const checked = Object.entries(routes).map(([name, pieces]) => checkedRoute(name, sourceOf(pieces)));
  const conditions = checked.flatMap(({ name, condition }) =>
    condition === null ? [] : [{ name, condition }],
  );
  const areUsable = conditions.length === checked.length;
  const compiled = areUsable ? compile(conditions, target) : null;
  const found = [
    ...checked.flatMap((route) => route.found),
    ...(compiled?.findings ?? []).map(({ route, diagnostic }): Found => {
      const { source = '', name = null } = route === null ? {} : (checked[route] ?? {});
      return { source, diagnostic, route: name };
    }),
  ];
  const isWritten = compiled?.ok === true;
  const { emits } = expect;
  return [
    ...diagnosed(found, expect, expect.reports !== undefined),
    ...(expect.rules === undefined && expect.ruleCount === undefined
      ? []
      : areUsable
        ? unexpectedRules(compiledRoutes(conditions), expect)
        : ['it has no rules']),
    ...(emits === undefined || emits === isWritten
      ? []
      : [isWritten ? 'it is written' : 'nothing is written']),
  ];
}

function checkedRoute(name: string, source: string): CheckedRoute {
  const { diagnostics, condition } = check(source, { kind: 'condition' });
  return {
    name,
    source,
    condition,
    found: diagnostics.map((diagnostic) => ({ source, diagnostic, route: name })),
  };
}

function compile(conditions: readonly NamedCondition[], target: TargetName | undefined) {
  if (target === undefined) return compiledRoutes(conditions);
  const names = [...conditions.map(({ name }) => name), REST];
  return compileFor(
    target,
    {
      name: 'shop',
      namespace: 'default',
      hosts: [],
      backends: names.map((version) => ({ version, service: version, port: 80, subset: null })),
      routes: conditionalRoutes(conditions),
    },
    { split: false, listen: { host: '127.0.0.1', port: 8080 } },
  );
}
