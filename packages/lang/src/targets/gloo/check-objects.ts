import { programSizeBound } from '../envoy/program-size.js';
import type { DelegatingRoute, GlooObject, GlooRoute, Matcher } from './objects.js';
import { isPathText } from './path-test.js';

/**
 * What Gloo would refuse of objects, or would take for something else, whoever wrote them: above all what no schema finds. One
 * sentence for each mistake, which says where it is.
 */
export function glooMistakes(objects: readonly GlooObject[], maxProgramSize: number): readonly string[] {
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  return [
    ...repeated(names).map((name) => `there are two objects \`${name}\``),
    ...objects.flatMap((object) => {
      if (object.kind === 'RouteTable') return tableMistakes(object.spec.routes, maxProgramSize);
      const { domains, routes } = object.spec.virtualHost;
      return [
        ...repeated(domains).map((domain) => `the domain \`${domain}\` is there twice`),
        ...routes.flatMap((route) =>
          'delegateAction' in route
            ? delegationMistakes(route, objects)
            : routeMistakes(route, maxProgramSize),
        ),
      ];
    }),
  ];
}

function repeated(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) < index))];
}

function delegationMistakes(
  { delegateAction: { ref } }: DelegatingRoute,
  objects: readonly GlooObject[],
): readonly string[] {
  const isThere = objects.some(({ kind, metadata }) => {
    return kind === 'RouteTable' && metadata.name === ref.name && metadata.namespace === ref.namespace;
  });
  return isThere ? [] : [`there is no route table \`${ref.namespace}/${ref.name}\``];
}

function tableMistakes(routes: readonly GlooRoute[], maxProgramSize: number): readonly string[] {
  return routes.flatMap((route) => [
    ...routeMistakes(route, maxProgramSize),
    ...route.matchers
      .filter((matcher) => 'regex' in matcher && !matcher.regex.startsWith('/'))
      .map(() => `an expression of \`${route.name}\` does not begin like the prefix of its table`),
  ]);
}

function routeMistakes(
  { name, matchers, routeAction, options }: GlooRoute,
  maxProgramSize: number,
): readonly string[] {
  const weights = routeAction.multi.destinations.map(({ weight }) => weight);
  const found = matchers.flatMap((matcher) => matcherMistakes(matcher, name, maxProgramSize));
  if (matchers.length === 0) found.push(`\`${name}\` has no matcher`);
  if (weights.some((weight) => !Number.isInteger(weight) || weight < 0 || weight > LARGEST_WEIGHT)) {
    found.push(`a weight of \`${name}\` is no whole number from 0 to ${LARGEST_WEIGHT}`);
  }
  if (weights.reduce((total, weight) => total + weight, 0) === 0)
    found.push(`the weights of \`${name}\` sum to 0`);
  const percentage = options?.shadowing?.percentage ?? 0;
  if (percentage < 0 || percentage > 100)
    found.push(`\`${name}\` copies ${percentage} percent of its requests`);
  return found;
}

const LARGEST_WEIGHT = 2 ** 32 - 1;

function matcherMistakes(matcher: Matcher, name: string, maxProgramSize: number): string[] {
  const { prefix, exact, regex: expression }: Partial<Record<'prefix' | 'exact' | 'regex', string>> = matcher;
  const texts = [prefix, exact].filter((text) => text !== undefined);
  const paths = texts.length + (expression === undefined ? 0 : 1);
  const { headers = [], queryParameters = [] } = matcher;
  const found: string[] = [];
  if (paths !== 1) found.push(`a matcher of \`${name}\` has ${paths} tests of the path`);
  for (const text of texts) {
    if (!isPathText(text)) found.push(`\`${text}\` of \`${name}\` is no path`);
  }
  const regexes = [
    ...(expression === undefined ? [] : [expression]),
    ...[...headers, ...queryParameters].flatMap(({ regex, value }) => (regex === true ? [value ?? ''] : [])),
  ];
  for (const regex of regexes) {
    if (regex === '') found.push(`an expression of \`${name}\` is empty`);
    else if (programSizeBound(regex) > maxProgramSize)
      found.push(`an expression of \`${name}\` is too large`);
  }
  for (const test of [...headers, ...queryParameters]) {
    if (test.name === '') found.push(`a test of \`${name}\` has no name`);
    if (test.value === '' && test.regex !== true)
      found.push(`an empty value of \`${name}\` would be a test of presence`);
  }
  return found;
}
