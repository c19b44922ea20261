import type { ValueMatch } from '../fusion/value-match.js';
import { isPathText } from '../gloo/path-test.js';
import { apart, meetValues, met, NEVER_MET, type Met } from './meet.js';
import { listIn, textIn, type PlainObject } from './plain-object.js';

/** The matcher of Gloo that holds where both do: tests of headers and parameters are lists of which all must hold. */
export function meetGloo(first: PlainObject, own: PlainObject): Met {
  const { prefix: _prefix, exact: _exact, regex: _regex, ...rest } = first;
  const path = meetPaths(first, own);
  if (path.kind !== 'met') return path;
  const methods = meetMethods(listIn(first, 'methods'), listIn(own, 'methods'));
  if (methods === null) return NEVER_MET;
  const headers = [...listIn(first, 'headers'), ...listIn(own, 'headers')];
  const queryParameters = [...listIn(first, 'queryParameters'), ...listIn(own, 'queryParameters')];
  return met({
    ...rest,
    ...path.match,
    ...(methods.length > 0 && { methods }),
    ...(headers.length > 0 && { headers }),
    ...(queryParameters.length > 0 && { queryParameters }),
  });
}

function meetPaths(first: PlainObject, own: PlainObject): Met {
  const [left, right] = [pathOf(first), pathOf(own)];
  if (isAnyPath(right)) return met(writtenPath(left));
  if (isAnyPath(left)) return met(writtenPath(right));
  if (first['caseSensitive'] === false) return apart('a path whose case is ignored');
  const both = meetValues(left, right, 'the path');
  if (both.kind !== 'met') return both;
  const isText = both.match.kind === 'regex' || both.match.kind === 'present' || isPathText(both.match.value);
  return isText ? met(writtenPath(both.match)) : apart('the path');
}

function pathOf(matcher: PlainObject): ValueMatch {
  const [exact, regex] = [textIn(matcher, 'exact'), textIn(matcher, 'regex')];
  if (exact !== null) return { kind: 'exact', value: exact };
  if (regex !== null) return { kind: 'regex', regex };
  return { kind: 'prefix', value: textIn(matcher, 'prefix') ?? '/' };
}

/** Every path begins with a slash. */
function isAnyPath(path: ValueMatch): boolean {
  return path.kind === 'present' || (path.kind === 'prefix' && '/'.startsWith(path.value));
}

function writtenPath(path: ValueMatch): PlainObject {
  switch (path.kind) {
    case 'present':
      return { prefix: '/' };
    case 'exact':
      return { exact: path.value };
    case 'prefix':
      return { prefix: path.value };
    case 'regex':
      return { regex: path.regex };
  }
}

/** Null where no method is in both lists; an empty list has all. */
function meetMethods(first: readonly unknown[], own: readonly unknown[]): readonly unknown[] | null {
  if (first.length === 0 || own.length === 0) return [...first, ...own];
  const both = first.filter((method) => own.includes(method));
  return both.length === 0 ? null : both;
}
