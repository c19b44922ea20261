import { isClusterTarget } from '../gateway.js';
import type { Gateway, ListenAddress } from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import type { Path } from '../yaml/tree.js';
import { DEFAULTS } from './defaults.js';
import { canonicalFreeze } from './freeze.js';
import { parseListen } from './listen.js';
import { canonicalMetrics } from './metrics.js';
import { canonicalPolicy } from './policy.js';
import type { Report } from './report.js';
import { canonicalRoutes, unknownVersion } from './routes.js';
import { canonicalTarget } from './target.js';
import { canonicalTraffic, type ResolveGatewayPath } from './traffic.js';
import { canonicalVersion } from './version.js';

const SPEC: Path = ['spec'];
const at = (...path: Path): Path => [...SPEC, ...path];

/**
 * A gateway in canonical form: names resolved, defaults filled in, shares in hundredths of a percent. What cannot be read
 * is reported and stands as something harmless, so that one reading finds everything.
 */
export function canonicalGateway(
  document: GatewayDocument,
  report: Report,
  resolvePath: ResolveGatewayPath,
  rawAcls: boolean,
): Gateway {
  const { metadata, spec } = document;
  if (spec.versions === undefined && !isClusterTarget(spec.target.kind)) {
    report.errorAtKey(SPEC, 'missing-key', '`spec` lacks `versions`: a map of versions');
  }
  const versions = Object.entries(spec.versions ?? {}).map(([label, version]) =>
    canonicalVersion(label, version, spec, at('versions', label), report, resolvePath),
  );
  const labels = spec.versions === undefined ? null : versions.map(({ label }) => label);
  const routes = canonicalRoutes(spec.routes, labels, at('routes'), report);
  const listen = canonicalListen(spec, report);
  const freeze = (spec.freeze ?? []).flatMap(
    (window, index) => canonicalFreeze(window, at('freeze', index), report) ?? [],
  );
  const routeNames = routes.map(({ name }) => name);
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? DEFAULTS.namespace,
    labels: new Map(Object.entries(metadata.labels ?? {})),
    application: spec.application,
    hosts: spec.hosts ?? [],
    listen,
    target: canonicalTarget(spec, report, resolvePath, rawAcls),
    traffic: canonicalTraffic(spec, listen, report, resolvePath),
    versions,
    ...canonicalRoles(spec, labels, report),
    metrics:
      spec.metrics === undefined
        ? null
        : canonicalMetrics(spec.metrics, spec.target.kind, at('metrics'), report, resolvePath),
    routes,
    policies: (spec.policies ?? []).map((shape, index) => {
      const policy = canonicalPolicy(shape, routeNames, at('policies', index), report);
      return { ...policy, freeze: [...freeze, ...policy.freeze] };
    }),
  };
}

function canonicalListen(
  { listen: written, target }: GatewayDocument['spec'],
  report: Report,
): ListenAddress | null {
  if (written === undefined) {
    if (isClusterTarget(target.kind)) return null;
    const message = '`spec` lacks `listen`: a port and protocol such as `8080/http`';
    report.errorAtKey(SPEC, 'missing-key', message);
    return null;
  }
  const parsed = parseListen(written);
  if (parsed.ok) return parsed.value;
  report.error(at('listen'), parsed.code, parsed.message);
  return null;
}

/**
 * The two roles of a release. A policy's older parameter `target` names the candidate where the gateway does not.
 * @param labels those of the gateway's versions; null where they are still to be found, and with them perhaps the candidate
 */
function canonicalRoles(
  spec: GatewayDocument['spec'],
  labels: readonly string[] | null,
  report: Report,
): Pick<Gateway, 'baseline' | 'candidate'> {
  let candidate = spec.candidate ?? null;
  let candidatePath = at('candidate');
  for (const [index, policy] of (spec.policies ?? []).entries()) {
    if (policy.target === undefined) continue;
    if (candidate === null) {
      candidate = policy.target;
      candidatePath = at('policies', index, 'target');
    } else if (policy.target !== candidate) {
      const related = [{ ...report.place(candidatePath), message: `\`${candidate}\` is the candidate here` }];
      const message = `\`target\` is \`${policy.target}\`, but the candidate is \`${candidate}\`; name one of them only`;
      report.error(at('policies', index, 'target'), 'conflicting-keys', message, { related });
    }
  }
  const named = [
    [spec.baseline, at('baseline')],
    [candidate, candidatePath],
  ] as const;
  for (const [label, path] of named) {
    if (label !== null && labels?.includes(label) === false) {
      report.error(path, 'unknown-version', unknownVersion(label, labels));
    }
  }
  if (candidate === spec.baseline) {
    const message = `\`${candidate}\` is the baseline too; a release goes from one version to another`;
    report.error(candidatePath, 'same-roles', message, {
      related: [{ ...report.place(at('baseline')), message: 'the baseline is named here' }],
    });
  }
  const lost = (spec.policies ?? []).findIndex(({ type }) => type === 'time' || type === 'health');
  if (candidate === null && labels !== null && lost >= 0) {
    const message = 'a policy needs a version to release; name it as `candidate` beside `baseline`';
    report.errorAtKey(at('policies'), 'missing-candidate', message);
  }
  return { baseline: spec.baseline, candidate };
}
