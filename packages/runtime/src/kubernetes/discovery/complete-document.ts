import { LABELS, type DeployedVersion } from './deployed-version.js';
import type { Standing } from './standing.js';

/** A part of a document, before anybody checked it. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * The document of a Gateway resource with what the cluster tells where it leaves its versions to be found: those of its application
 * by their Deployments, and as the candidate, where it names none, the newest that is another than the baseline. Releases start
 * from the version that is stable by now, as soon as there is one; until then from the baseline that is written. What was promoted
 * last stays the candidate of the version before it while that is deployed and nothing newer is, so that it can be taken back. What
 * routes give to the written baseline goes to where releases start, so that a Deployment which was promoted away can be deleted.
 * With one version there is nothing to release, and no policies until there is another. A document with `versions` is left as it is.
 *
 * @param standing what the releases of the gateway came to; null before the first
 */
export function completeDocument(
  document: Fields,
  deployed: readonly DeployedVersion[],
  standing: Standing | null,
): Fields {
  const spec = document['spec'];
  if (!isFields(spec) || spec['versions'] !== undefined) return document;
  const { application, target, policies, routes, baseline: written, candidate: named, ...rest } = spec;
  const own = deployed
    .filter((each) => each.application === application)
    .toSorted((left, right) => left.createdAt - right.createdAt || (left.label < right.label ? -1 : 1));
  const isDeployed = (version: unknown): boolean => own.some(({ label }) => label === version);
  const stable = isDeployed(standing?.stable) ? standing?.stable : written;
  const candidate = named ?? own.at(-1)?.label;
  const canGoBack = candidate === stable && isDeployed(standing?.before);
  const baseline = canGoBack ? standing?.before : stable;
  const hasNews = candidate !== undefined && candidate !== baseline;
  return {
    ...document,
    spec: {
      ...rest,
      application,
      target: withoutDiscover(target),
      versions: Object.fromEntries(own.map((each) => [each.label, reachedBy(each, target)])),
      baseline,
      ...(hasNews && { candidate }),
      routes: renamed(routes, written, baseline),
      ...(hasNews && policies !== undefined && { policies }),
    },
  };
}

/**
 * How the data plane reaches a version: in an Istio mesh all are behind the service of the application and differ by label; elsewhere
 * each has a service that is named like its Deployment, unless the target names one for all.
 */
function reachedBy({ deployment, application, label }: DeployedVersion, target: unknown): Fields {
  const discover = isFields(target) ? target['discover'] : undefined;
  const { service, port } = isFields(discover) ? discover : {};
  const isShared = service !== undefined || (isFields(target) && target['kind'] === 'istio');
  return {
    service: service ?? (isShared ? application : deployment),
    ...(port !== undefined && { port }),
    ...(isShared && { labels: { [LABELS.version]: label } }),
  };
}

/** The routes with what they give to one version given to another. */
function renamed(routes: unknown, from: unknown, to: unknown): unknown {
  if (!Array.isArray(routes) || typeof from !== 'string' || typeof to !== 'string') return routes;
  return routes.map((route: unknown) => {
    const weights = isFields(route) ? route['weights'] : undefined;
    if (!isFields(route) || !isFields(weights) || from === to || weights[from] === undefined) return route;
    const { [from]: share, [to]: own, ...others } = weights;
    return { ...route, weights: { ...others, [to]: sumOf(share, own) } };
  });
}

/** Shares are numbers or texts such as `12.5%`; whatever is neither is for the check to tell. */
function sumOf(share: unknown, own: unknown): unknown {
  return own === undefined ? share : percentage(share) + percentage(own);
}

function percentage(share: unknown): number {
  return Number(String(share).replace(/%$/, ''));
}

/** Once versions are found, nothing is left to be discovered. */
function withoutDiscover(target: unknown): unknown {
  if (!isFields(target)) return target;
  const { discover: _discover, ...rest } = target;
  return rest;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
