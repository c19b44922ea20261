import { analyseConditions, check, compileFor, compileHaproxyRouting } from '@lamia/lang';
import type { Condition, GatewayToCompile, RouteFinding } from '@lamia/lang';
import type { Finding } from '../finding.js';
import { isClusterTarget } from '../gateway.js';
import type { Gateway, Version } from '../gateway.js';
import { gatewayToCompile } from '../gateway-to-compile.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';
import { findingsInFile } from './expression.js';

/** Checks the condition of every route, what routes take from each other, and whether the data plane can tell them apart. */
export function checkConditions(gateway: Gateway, report: Report): void {
  const { routes } = gateway;
  const conditions = routes.map(({ condition }, index): Condition | null => {
    const scalar = report.scalar(pathOf(index));
    if (condition === null || scalar === null) return null;
    const checked = check(condition, { kind: 'condition' });
    report.add(...findingsInFile(checked.diagnostics, scalar));
    return checked.condition;
  });
  // A route without a condition takes the rest; what stands behind it was told of already.
  const open = routes.findIndex(({ condition }) => condition === null);
  if (open < 0 || conditions.slice(0, open).some((condition) => condition === null)) return;
  // In a cluster objects are written even where there is nothing to tell apart, and not every name can stand in them.
  if (open === 0 && !isClusterTarget(gateway.target.kind)) return;
  report.add(...routeFindingsInFile(compiled(gateway, gatewayToCompile(withVersions(gateway))), report));
}

/** Of versions that are still to be found each that a route names stands at a service of its own. */
function withVersions(gateway: Gateway): Gateway {
  if (gateway.versions.length > 0) return gateway;
  const labels = new Set(gateway.routes.flatMap(({ weights }) => [...weights.keys()]));
  const versions = [...labels].map((label, index): Version => {
    const addresses = [{ host: `version-${index}`, port: 80 }];
    return { label, endpoints: { kind: 'single', addresses }, labels: null };
  });
  return { ...gateway, versions };
}

/** What the compiler for the gateway's data plane finds. */
function compiled({ target, listen }: Gateway, gateway: GatewayToCompile): readonly RouteFinding[] {
  switch (target.kind) {
    case 'embedded':
      return analyseConditions(gateway.routes);
    case 'haproxy':
      return compileHaproxyRouting({
        hosts: gateway.hosts,
        routes: gateway.routes.map(({ name, condition }) => ({ name, condition, backend: name })),
        rawAcls: target.rawAcls,
      }).findings;
    case 'istio':
    case 'gateway-api':
    case 'gloo':
      return compileFor(target.kind, gateway, {
        split: false,
        listen: listen ?? { host: '127.0.0.1', port: 0 },
      }).findings;
  }
}

/** Findings about routes, at the places of their conditions in the file. */
export function routeFindingsInFile(findings: readonly RouteFinding[], report: Report): readonly Finding[] {
  return findings.flatMap(({ route, diagnostic }): readonly Finding[] => {
    const scalar = route === null ? null : report.scalar(pathOf(route));
    if (scalar !== null) return findingsInFile([diagnostic], scalar);
    const { code, severity, message } = diagnostic;
    const place =
      route === null ? report.keyPlace(['spec', 'routes']) : report.place(['spec', 'routes', route, 'name']);
    return [{ ...place, code, severity, message }];
  });
}

function pathOf(route: number): Path {
  return ['spec', 'routes', route, 'condition'];
}
