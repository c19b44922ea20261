import { isHostname } from './hosts.js';
import {
  isHttpMethod,
  type HttpRoute,
  type HttpRouteMatch,
  type PathMatch,
  type RequestMirrorFilter,
  type ValueMatch,
} from './httproute.js';
import { FIELD_NAME, isWritablePath, LIMITS, OBJECT_NAME, type HttpRouteLimits } from './options.js';

/**
 * What an API server would refuse in an HTTPRoute, one sentence each, and what the schema does not see: names that are there
 * twice, the sum of matches, how paths are written.
 */
export function checkHttpRoute({ metadata, spec }: HttpRoute, limits: HttpRouteLimits): readonly string[] {
  const { name } = metadata;
  const faults: (string | null)[] = [
    name.length <= LIMITS.objectNameLength && OBJECT_NAME.test(name)
      ? null
      : `\`${name}\` is no name of an object`,
    atMost(spec.rules.length, limits.rules, 'rules'),
    spec.rules.length === 0 ? 'there is no rule' : null,
    atMost(sum(spec.rules.map(({ matches }) => matches.length)), limits.allMatches, 'matches'),
  ];
  const hostnames = spec.hostnames ?? [];
  faults.push(atMost(hostnames.length, LIMITS.hostnames, 'hostnames'));
  for (const host of hostnames) faults.push(isHostname(host) ? null : `\`${host}\` is no hostname`);
  for (const { matches, filters = [], backendRefs } of spec.rules) {
    faults.push(atMost(matches.length, limits.matches, 'matches in one rule'));
    faults.push(atMost(backendRefs.length, LIMITS.backendRefs, 'versions'));
    faults.push(sum(backendRefs.map(({ weight }) => weight)) > 0 ? null : 'no version has any weight');
    for (const { port, weight } of backendRefs) {
      faults.push(Number.isInteger(port) && port >= 1 && port <= 65_535 ? null : `${port} is no port`);
      const isWeight = Number.isInteger(weight) && weight >= 0 && weight <= LIMITS.weight;
      faults.push(isWeight ? null : `${weight} is no weight`);
    }
    for (const { requestMirror } of filters) faults.push(mirrorFault(requestMirror));
    for (const match of matches) faults.push(...matchFaults(match));
  }
  return faults.filter((fault) => fault !== null).map((fault) => `httproute \`${name}\`: ${fault}`);
}

function mirrorFault({ percent, fraction }: RequestMirrorFilter['requestMirror']): string | null {
  const isPart =
    (percent === undefined || (Number.isInteger(percent) && percent >= 0 && percent <= 100)) &&
    (fraction === undefined || (fraction.numerator >= 0 && fraction.numerator <= fraction.denominator));
  return isPart ? null : 'what it copies is no part of the requests';
}

function matchFaults({
  path,
  method,
  headers = [],
  queryParams = [],
}: HttpRouteMatch): readonly (string | null)[] {
  return [
    path === undefined ? null : pathFault(path),
    method === undefined || isHttpMethod(method) ? null : `\`${String(method)}\` is no method`,
    atMost(headers.length, LIMITS.headers, 'headers in one match'),
    atMost(queryParams.length, LIMITS.queryParams, 'query parameters in one match'),
    ...valueFaults(headers, LIMITS.headerValueLength, 'header'),
    ...valueFaults(queryParams, LIMITS.queryValueLength, 'query parameter'),
    // Header names ignore case, though the schema does not know.
    twice(headers.map((header) => header.name.toLowerCase())),
    twice(queryParams.map((parameter) => parameter.name)),
  ];
}

function pathFault({ type, value }: PathMatch): string | null {
  if (type !== 'RegularExpression') return isWritablePath(value) ? null : `\`${value}\` is no path`;
  return Array.from(value).length <= LIMITS.pathLength
    ? null
    : `path \`${value}\` is longer than ${LIMITS.pathLength}`;
}

function valueFaults(
  matches: readonly ValueMatch[],
  longest: number,
  what: string,
): readonly (string | null)[] {
  return matches.flatMap(({ name, value }) => {
    const length = Array.from(value).length;
    return [
      name.length <= LIMITS.nameLength && FIELD_NAME.test(name)
        ? null
        : `\`${name}\` is no name of a ${what}`,
      length >= 1 && length <= longest
        ? null
        : `the value of ${what} \`${name}\` has ${length} characters, where 1 to ${longest} may be`,
    ];
  });
}

function twice(names: readonly string[]): string | null {
  const name = names.find((one, index) => names.indexOf(one) !== index);
  return name === undefined ? null : `\`${name}\` is there twice in one match`;
}

function atMost(count: number, most: number, what: string): string | null {
  return count <= most ? null : `it has ${count} ${what}, where ${most} are the most`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
