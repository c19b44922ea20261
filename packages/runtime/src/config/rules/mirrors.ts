import type { Report } from '../canonical/report.js';
import { isCatalogueFile } from '../canonical/metrics.js';
import type { Gateway, Policy } from '../gateway.js';
import type { Path } from '../yaml/tree.js';

/** Whether copies can be made at all, and do not pass for requests of the version that gets them. */
export function checkMirrors(gateway: Gateway, report: Report): void {
  for (const [index, { mirror }] of gateway.routes.entries()) {
    if (mirror === null) continue;
    const path: Path = ['spec', 'routes', index, 'mirror'];
    if (gateway.target.kind === 'haproxy') {
      const message =
        'the target `haproxy` has no `mirror`: it cannot copy a request by itself, only with an agent beside it; remove it, or copy where another data plane takes the requests';
      report.errorAtKey(path, 'unsupported', message);
    } else if (isJudged(mirror.version, gateway)) checkCounts(mirror.version, gateway, path, report);
  }
}

/** Whether some policy reads metrics, which may be those of this version. */
function isJudged(version: string, { baseline, candidate, routes, policies }: Gateway): boolean {
  const takesPart =
    version === baseline ||
    version === candidate ||
    routes.some(({ weights }) => (weights.get(version) ?? 0) > 0);
  return takesPart && policies.some(readsMetrics);
}

function readsMetrics(policy: Policy): boolean {
  return policy.type !== 'time' || policy.minimumRequests > 0;
}

/**
 * The embedded gateway counts copies by themselves, and Istio's client side, which its catalogue reads, does not count them; Envoy's
 * clusters and the sidecars of services count everything that reaches a version.
 */
function checkCounts(version: string, { metrics }: Gateway, path: Path, report: Report): void {
  if (metrics === null || metrics.provider === 'embedded' || metrics.provider === 'istio') return;
  const { provider } = metrics;
  if (isCatalogueFile(provider)) {
    const message = `a policy judges \`${version}\` by the series of \`${provider}\`, which have to leave out the copies that it gets; make sure that they do`;
    report.warning([...path, 'version'], 'copies-judged', message);
    return;
  }
  const message = `the series of \`${provider}\` count copies as requests of \`${version}\`, which a policy judges; copy to a version that takes no part in the release, or read metrics by a \`provider\` that leaves copies out`;
  report.error([...path, 'version'], 'copies-judged', message);
}
