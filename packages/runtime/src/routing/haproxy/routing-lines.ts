import { compileHaproxyRouting, haproxyNameProblem, haproxyWord } from '@lamia/lang';
import type { Compiled } from '@lamia/lang';
import type { Gateway } from '../../config/gateway.js';
import { allowsRawAcls } from '../conditions.js';
import { gatewayToCompile } from '../../config/gateway-to-compile.js';

/** Conditions are compiled once for each gateway as its file has it, however often its layout is asked for. */
const known = new WeakMap<Gateway, Compiled<readonly string[]>>();

/** The lines of a gateway's frontend that choose a backend; none where a name or a condition cannot be written. */
export function routingLines(gateway: Gateway, backends: readonly string[]): readonly string[] {
  const [entry] = backends;
  if (!areNames(backends)) return [];
  if (!needsRules(gateway)) return entry === undefined ? [] : [`default_backend ${haproxyWord(entry)}`];
  const compiled = compiledRouting(gateway, backends);
  return compiled.ok ? compiled.emitted : [];
}

/** Why a gateway's conditions cannot be written. The check of the files says it with the place. */
export function routingLineProblems(gateway: Gateway, backends: readonly string[]): readonly string[] {
  if (!needsRules(gateway) || !areNames(backends)) return [];
  const compiled = compiledRouting(gateway, backends);
  if (compiled.ok) return [];
  return compiled.findings
    .filter(({ diagnostic }) => diagnostic.severity === 'error')
    .map(({ route, diagnostic }) => {
      const where = route === null ? '' : `route \`${gateway.routes[route]?.name ?? ''}\` of `;
      return `${where}gateway \`${gateway.name}\`: ${diagnostic.message}`;
    });
}

/** Others are told of with the rest of the layout. */
function areNames(backends: readonly string[]): boolean {
  return backends.every((name) => haproxyNameProblem('backend', name) === null);
}

function needsRules({ routes, hosts }: Gateway): boolean {
  return hosts.length > 0 || routes[0]?.condition !== null;
}

function compiledRouting(gateway: Gateway, backends: readonly string[]): Compiled<readonly string[]> {
  const before = known.get(gateway);
  if (before !== undefined) return before;
  const { hosts, routes } = gatewayToCompile(gateway);
  const compiled = compileHaproxyRouting({
    hosts,
    routes: routes.map(({ name, condition }, index) => ({ name, condition, backend: backends[index] ?? '' })),
    rawAcls: allowsRawAcls(gateway),
  });
  known.set(gateway, compiled);
  return compiled;
}
