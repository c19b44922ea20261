import type { Condition } from '../condition/formula.js';
import { notPlain } from '../condition/plain.js';
import { readRequest, type RequestInput } from '../condition/request.js';
import { servesHost } from '../condition/served-host.js';
import { sourceMeaning } from '../condition/source-meaning.js';
import type { AtomSpace } from '../condition/space.js';
import type { Reader, Share, TargetGateway, TargetRoute } from './target.js';

/** Where there are no more combinations of tests all are tried. */
const ALL = 4_096;
/** Of more, so many are tried. */
const SOME = 1_024;

/** A request on which what was emitted and the source disagree. */
export interface Disagreement {
  readonly request: RequestInput;
  /** The implementation whose reader it is. */
  readonly reader: string;
  /** Null where the gateway does not answer for the host. */
  readonly expected: readonly Share[] | null;
  readonly found: readonly Share[] | null;
}

/**
 * Compares what was emitted with the conditions on plain requests: one for every combination of tests that such a request can have,
 * and as many as there is time for where there are more. Null where all readers agree on all of them.
 */
export function disagreement(
  space: AtomSpace,
  conditions: readonly Condition[],
  { hosts, routes }: Pick<TargetGateway, 'hosts' | 'routes'>,
  readers: ReadonlyMap<string, Reader>,
): Disagreement | null {
  const choose = sourceMeaning(conditions);
  for (const witness of space.requests(space.size <= ALL ? ALL : SOME)) {
    for (const input of amongHosts(witness, hosts)) {
      const request = readRequest(input);
      // What shares a place in a request does not always go together.
      if (space.isEntangled && notPlain(request, space.atoms) !== null) continue;
      const expected = servesHost(hosts, request.host) ? sharesOf(routes[choose(request)]) : null;
      for (const [reader, read] of readers) {
        const found = read(input);
        if (!areEqual(expected, found)) return { request: input, reader, expected, found };
      }
    }
  }
  return null;
}

/** The request as it is, and for a host that the gateway serves where it is for another. */
function amongHosts(request: RequestInput, hosts: readonly string[]): readonly RequestInput[] {
  const [host] = hosts;
  if (host === undefined || servesHost(hosts, request.host ?? '')) return [request];
  const served = { ...request, host: host.replace(/^\*/, 'a') };
  return request.host === undefined ? [served] : [request, served];
}

function sharesOf(route: TargetRoute | undefined): readonly Share[] {
  if (route === undefined) throw new RangeError('the conditions choose a route that is not there');
  return route.to.filter(({ weight }) => weight > 0);
}

/** Weights are compared as parts of their sum: objects may state them in other units. */
function areEqual(left: readonly Share[] | null, right: readonly Share[] | null): boolean {
  if (left === null || right === null) return left === right;
  const parts = (shares: readonly Share[]): ReadonlyMap<string, number> => {
    const sum = shares.reduce((total, { weight }) => total + weight, 0);
    return new Map(
      shares.filter(({ weight }) => weight > 0).map(({ version, weight }) => [version, weight / sum]),
    );
  };
  const [mine, theirs] = [parts(left), parts(right)];
  return (
    mine.size === theirs.size &&
    [...mine].every(([version, part]) => Math.abs(part - (theirs.get(version) ?? -1)) < 1e-9)
  );
}
