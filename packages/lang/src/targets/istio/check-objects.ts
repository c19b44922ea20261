import type { DestinationRule, HttpMatch, HttpRoute, IstioObject, StringMatch } from './objects.js';
import type { IstioRelease } from './release.js';
import { LONGEST_REGEX, regexLength } from './string-match.js';

/**
 * What Istio would refuse of objects, or would take for something else, whoever wrote them: above all what no schema finds. One
 * sentence for each mistake, which says where it is.
 */
export function istioMistakes(objects: readonly IstioObject[], release: IstioRelease): readonly string[] {
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  return [
    ...repeated(names).map((name) => `there are two objects \`${name}\``),
    ...objects.flatMap((object) => {
      if (object.kind === 'DestinationRule') return subsetMistakes(object);
      const { hosts, http } = object.spec;
      return [
        ...repeated(hosts).map((host) => `the host \`${host}\` is there twice`),
        ...(hosts.length === 0 ? ['there is no host'] : []),
        ...http.flatMap((entry, index) => entryMistakes(entry, index === http.length - 1, release)),
        ...missingSubsets(http, objects),
      ];
    }),
  ];
}

function repeated(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) < index))];
}

function subsetMistakes({ spec }: DestinationRule): readonly string[] {
  const names = spec.subsets.map(({ name }) => name);
  return [
    ...repeated(names).map((name) => `the subset \`${name}\` of \`${spec.host}\` is there twice`),
    ...names
      .filter((name) => !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
      .map((name) => `\`${name}\` is no name of a subset`),
  ];
}

function missingSubsets(http: readonly HttpRoute[], objects: readonly IstioObject[]): readonly string[] {
  return http.flatMap(({ route, mirror }) =>
    [...route.map(({ destination }) => destination), ...(mirror ? [mirror] : [])].flatMap(
      ({ host, subset }) => {
        const isThere = objects.some(
          (object) =>
            object.kind === 'DestinationRule' &&
            object.spec.host === host &&
            object.spec.subsets.some(({ name }) => name === subset),
        );
        return subset === undefined || isThere ? [] : [`\`${host}\` has no subset \`${subset}\``];
      },
    ),
  );
}

function entryMistakes(entry: HttpRoute, isLast: boolean, release: IstioRelease): readonly string[] {
  const { name, match, route, mirrorPercentage: { value = WHOLE } = {} } = entry;
  const sum = route.reduce((total, { weight }) => total + weight, 0);
  const found: string[] = [];
  if (route.length === 0) found.push(`\`${name}\` goes nowhere`);
  if (value < 0 || value > WHOLE) found.push(`\`${name}\` copies ${value} percent of its requests`);
  if (route.some(({ weight }) => !Number.isInteger(weight) || weight < 0 || weight > LARGEST_WEIGHT)) {
    found.push(`a weight of \`${name}\` is no whole number from 0 to ${LARGEST_WEIGHT}`);
  }
  if (route.length > 1 && (release.anyWeights ? sum === 0 : sum !== WHOLE)) {
    found.push(`the weights of \`${name}\` sum to ${sum}`);
  }
  if (match === undefined ? !isLast : match.length === 0) found.push(`\`${name}\` hides what follows`);
  return [...found, ...(match ?? []).flatMap((each) => matchMistakes(each, name, release))];
}

const LARGEST_WEIGHT = 2 ** 31 - 1;
const WHOLE = 100;

function matchMistakes(match: HttpMatch, name: string, release: IstioRelease): readonly string[] {
  const { headers = {}, withoutHeaders = {}, queryParams = {}, ...own } = match;
  const tests: readonly (readonly [string, StringMatch])[] = [
    ...Object.entries(own),
    ...Object.entries(headers),
    ...Object.entries(withoutHeaders),
    ...Object.entries(queryParams),
  ];
  const found = tests.flatMap(([of, test]) =>
    testMistakes(test).map((mistake) => `\`${name}\` ${mistake} of \`${of}\``),
  );
  if (tests.length === 0) found.push(`a match of \`${name}\` is empty`);
  for (const header of Object.keys({ ...headers, ...withoutHeaders })) {
    const isPseudo = header.startsWith(':');
    const isAllowed = isPseudo
      ? release.deniesPseudoHeaders && !(header in headers)
      : header === header.toLowerCase();
    if (!isAllowed || header === '' || header.startsWith('@'))
      found.push(`\`${name}\` has a test of the header \`${header}\``);
  }
  return found;
}

function testMistakes(test: StringMatch): readonly string[] {
  const kinds = Object.entries(test).filter(
    ([kind]) => kind === 'exact' || kind === 'prefix' || kind === 'regex',
  );
  if (kinds.length > 1) return ['has several values in one test'];
  return kinds.flatMap(([kind, value]) => {
    if (kind !== 'exact' && value === '') return [`has an empty ${kind}`];
    const isLong = kind === 'regex' && regexLength({ kind, regex: value }) > LONGEST_REGEX;
    return isLong ? ['has too long a regular expression'] : [];
  });
}
