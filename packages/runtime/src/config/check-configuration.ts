import type { MetricCatalogue } from '@lamia/lang';
import { canonicalPolicy } from './canonical/policy.js';
import { Report } from './canonical/report.js';
import type { Findings } from './finding.js';
import type { Policy } from './gateway.js';
import type { GatewayInFile, GatewaysInFiles } from './gateways-in-files.js';
import type { NamedPolicy } from './policies/named-policy.js';
import { checkConditions } from './rules/conditions.js';
import { checkConflicts } from './rules/conflicts.js';
import { checkContest } from './rules/contest.js';
import { checkExporter } from './rules/exporter.js';
import { checkFreeze } from './rules/freeze.js';
import { checkGates } from './rules/gates.js';
import { checkGranularity } from './rules/granularity.js';
import { checkFailures, checkLimits } from './rules/limits.js';
import { checkMesh } from './rules/mesh.js';
import { checkMirrors } from './rules/mirrors.js';
import { checkObservers } from './rules/observers.js';
import { checkTraffic } from './rules/traffic.js';
import { checkPace } from './rules/pace.js';
import { checkPolicyAlone, checkProgram } from './rules/program.js';
import { checkScope } from './rules/scope.js';
import type { Path } from './yaml/tree.js';

/** The metrics that a gateway's programs can read; null where they could not be loaded, which has been said. */
export type CatalogueOf = (gateway: GatewayInFile) => MetricCatalogue | null;

/**
 * Everything that can be found wrong with a configuration before anything is started.
 * @param beside gateways that run already and are checked against the others only
 */
export function checkConfiguration(
  configuration: GatewaysInFiles,
  beside: readonly GatewayInFile[],
  catalogueOf: CatalogueOf,
  findings: Findings,
): void {
  for (const gateway of configuration.gateways) checkGateway(gateway, catalogueOf(gateway));
  checkConflicts([
    ...beside.map(({ gateway, report }) => ({ gateway, report: report.onto(findings) })),
    ...configuration.gateways,
  ]);
  const used = new Set(configuration.gateways.flatMap(({ policies }) => policies));
  for (const policy of configuration.policies) {
    if (!used.has(policy)) checkAlone(policy, findings);
  }
}

function checkGateway(inFile: GatewayInFile, catalogue: MetricCatalogue | null): void {
  const { gateway, report } = inFile;
  checkConditions(gateway, report);
  checkGranularity(gateway, report);
  checkExporter(gateway, report);
  checkMesh(gateway, report);
  checkObservers(gateway, report);
  checkTraffic(gateway, report);
  checkMirrors(gateway, report);
  checkGates(gateway, report);
  for (const [index, policy] of gateway.policies.entries()) {
    const path: Path = ['spec', 'policies', index];
    checkLimits(policy, path, report);
    checkFreeze(policy, path, report);
    checkNeedsMetrics(inFile, policy, path);
    checkPace(gateway, policy, checkProgram(inFile, policy, path, catalogue), path, report);
    checkFailures(gateway, policy, path, report);
    checkContest(gateway, policy, path, report);
    checkScope(gateway, policy, path, report);
  }
}

function checkNeedsMetrics({ gateway, report }: GatewayInFile, policy: Policy, path: Path): void {
  if (gateway.metrics !== null) return;
  const why =
    policy.type !== 'time'
      ? 'its expression reads'
      : policy.minimumRequests > 0
        ? '`minimumRequests` counts'
        : null;
  if (why === null) return;
  const message = `this policy needs metrics, which ${why}; add \`metrics\` with a \`source\` to the gateway`;
  report.errorAtKey([...path, 'type'], 'missing-key', message);
}

/** A policy that no gateway names is checked as far as it can be without one. */
function checkAlone({ tree, sound }: NamedPolicy, findings: Findings): void {
  if (sound === null) return;
  const report = new Report(tree, findings);
  const policy = canonicalPolicy(sound.shape, sound.shape.routes ?? [], ['spec'], report);
  checkLimits(policy, ['spec'], report);
  checkPolicyAlone(policy, ['spec'], report);
}
