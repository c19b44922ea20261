import { matcher, notPlain, readRequest, traceMatch, type Condition } from '@lamia/lang';
import { compiledRoutes, REST } from './compiled-routes.js';
import type { ProgramVector } from './vector.js';

/** In what way a condition says something else of a vector's request than is expected: as it is, traced, or as rules. */
export function matched(condition: Condition | null, { request, expect }: ProgramVector): readonly string[] {
  const { matches, plain } = expect;
  if (request === undefined || matches === undefined) return [];
  if (condition === null) return ['it cannot be matched'];
  const read = readRequest(request);
  const reason = notPlain(read, condition.atoms);
  const compiled = compiledRoutes([{ name: 'it', condition }]);
  const answers: readonly (readonly [string, boolean])[] = [
    ['the matcher', matcher(condition)(read)],
    ['its trace', traceMatch(condition, read).matches],
    // On other requests data planes may differ, and so may rules.
    ...(reason === null && compiled.ok ? [['its rules', compiled.choose(request) !== REST] as const] : []),
  ];
  const wrong = answers
    .filter(([, answer]) => answer !== matches)
    .map(([by, answer]) => `${by} says ${answer}`);
  const isPlain = reason === null;
  return plain === undefined || plain === isPlain
    ? wrong
    : [...wrong, isPlain ? 'the request is plain' : `the request is not plain, since ${reason}`];
}
