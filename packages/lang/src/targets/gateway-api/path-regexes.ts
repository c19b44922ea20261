import { utf8Length } from '../../source/utf8-length.js';
import type { HttpRouteMatch } from './httproute.js';
import type { MatchGroup } from './rules.js';

/**
 * The same matches of one host with regular expressions of paths brought to one length. Some implementations prefer the longer text, others
 * the one of the longer matched path, or neither; of one length they tie in all, and what else is in the match decides. A
 * second `^` says nothing.
 */
export function padded(objects: readonly (readonly MatchGroup[])[]): readonly (readonly MatchGroup[])[] {
  const lengths = objects.flat().flatMap(({ matches }) => matches.map((match) => utf8Length(regexOf(match))));
  const longest = Math.max(0, ...lengths);
  return objects.map((groups) =>
    groups.map(({ route, matches }) => ({
      route,
      matches: matches.map((match) => paddedMatch(match, longest)),
    })),
  );
}

function paddedMatch(match: HttpRouteMatch, length: number): HttpRouteMatch {
  const regex = regexOf(match);
  if (regex === '') return match;
  const value = '^'.repeat(length - utf8Length(regex)) + regex;
  return { ...match, path: { type: 'RegularExpression', value } };
}

function regexOf({ path }: HttpRouteMatch): string {
  return path?.type === 'RegularExpression' ? path.value : '';
}
