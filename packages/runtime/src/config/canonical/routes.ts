import { suggest } from '@lamia/lang';
import type { Mirror, Route } from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import { FULL, percentText } from '../weights.js';
import type { Weights } from '../weights.js';
import { alternatives } from '../schema/scalars.js';
import type { Path } from '../yaml/tree.js';
import { hundredths } from './percentage.js';
import type { Report } from './report.js';

type RouteShape = GatewayDocument['spec']['routes'][number];

/**
 * The routes with their weights in hundredths of a percent.
 * @param versions the labels that they may name; null where those are still to be found
 */
export function canonicalRoutes(
  shapes: readonly RouteShape[],
  versions: readonly string[] | null,
  path: Path,
  report: Report,
): readonly Route[] {
  const places = new Map<string, Path>();
  for (const [index, { name }] of shapes.entries()) {
    const first = places.get(name);
    if (first === undefined) {
      places.set(name, [...path, index, 'name']);
      const before = index === 0 ? undefined : shapes[index - 1];
      if (before !== undefined && before.condition === undefined) {
        const message = `route \`${name}\` never gets a request: route \`${before.name}\` before it takes every one`;
        report.warning([...path, index, 'name'], 'unreachable-route', message);
      }
      continue;
    }
    const related = [{ ...report.place(first), message: 'the first one stands here' }];
    report.error([...path, index, 'name'], 'duplicate-name', `two routes are named \`${name}\``, { related });
  }
  const last = shapes.length - 1;
  if (shapes[last]?.condition !== undefined) {
    const message =
      'the last route must take every request that no other takes: put a route without `condition` after it';
    report.errorAtKey([...path, last, 'condition'], 'missing-default', message);
  }
  return shapes.map((shape, index) => canonicalRoute(shape, versions, [...path, index], report));
}

function canonicalRoute(
  shape: RouteShape,
  versions: readonly string[] | null,
  path: Path,
  report: Report,
): Route {
  const weights = canonicalWeights(shape, versions, [...path, 'weights'], report);
  const mirror = canonicalMirror(shape, versions, [...path, 'mirror'], report);
  return { name: shape.name, condition: shape.condition ?? null, weights, mirror };
}

/** All of a route's requests are copied unless the file says how many. */
function canonicalMirror(
  { name, mirror }: RouteShape,
  versions: readonly string[] | null,
  path: Path,
  report: Report,
): Mirror | null {
  if (mirror === undefined) return null;
  const { version, percent = '100%' } = mirror;
  if (versions?.includes(version) === false) {
    report.error([...path, 'version'], 'unknown-version', unknownVersion(version, versions));
  }
  const share = hundredths(percent);
  if (share === null) {
    const message = `\`${percent}\` has more than two decimals, and shares are kept in hundredths of a percent`;
    report.error([...path, 'percent'], 'too-precise', message);
  } else if (share === 0) {
    const message = `no request of route \`${name}\` is copied; remove \`mirror\`, or write a percentage above 0`;
    report.error([...path, 'percent'], 'wrong-value', message);
  }
  return { version, share: share ?? 0 };
}

function canonicalWeights(
  shape: RouteShape,
  versions: readonly string[] | null,
  path: Path,
  report: Report,
): Weights {
  const weights = new Map<string, number>();
  let isWhole = true;
  for (const [label, written] of Object.entries(shape.weights)) {
    if (versions?.includes(label) === false) {
      report.errorAtKey([...path, label], 'unknown-version', unknownVersion(label, versions));
    }
    const share = hundredths(written);
    if (share === null) {
      isWhole = false;
      const message = `\`${written}\` has more than two decimals, and weights are kept in hundredths of a percent`;
      report.error([...path, label], 'too-precise', message);
    }
    weights.set(label, share ?? 0);
  }
  if (isWhole) reportSum(shape.name, weights, versions ?? [], path, report);
  return weights;
}

function reportSum(
  route: string,
  weights: Weights,
  versions: readonly string[],
  path: Path,
  report: Report,
): void {
  const sum = [...weights.values()].reduce((total, share) => total + share, 0);
  if (sum === FULL) return;
  const unlisted = versions.filter((label) => !weights.has(label));
  const [only] = unlisted;
  const rest =
    sum > FULL
      ? `${percentText(sum - FULL)} is too much`
      : unlisted.length === 1 && only !== undefined
        ? `${percentText(FULL - sum)} is missing, which \`${only}: ${percentText(FULL - sum)}\` would fill`
        : `${percentText(FULL - sum)} is missing`;
  const message = `the weights of route \`${route}\` sum to ${percentText(sum)} instead of 100%: ${rest}`;
  report.errorAtKey(path, 'weights-sum', message);
}

/** A label that is none of the gateway's, with the nearest that is. */
export function unknownVersion(label: string, versions: readonly string[]): string {
  const nearest = suggest(label, versions);
  const advice = nearest === null ? `it has ${alternatives(versions)}` : `did you mean \`${nearest}\``;
  return `the gateway has no version \`${label}\`; ${advice}`;
}
