import { lowerCase, readRequest, type Request, type RequestInput } from '../../condition/request.js';
import { utf8 } from './bytes.js';
import { compiled, type PcreRegex } from './regex/pcre-in-javascript.js';
import type { AclLine, Assignment, HaproxyRules, Match, Sample, Term } from './rules.js';

/** The backend that takes a request; null where it is denied. */
export type Router = (request: RequestInput) => string | null;

/** What HAProxy 2.6 does with its rules; values are bytes, a character each. */
export function router(rules: HaproxyRules): Router {
  const acls = new Map<string, AclTest[]>();
  for (const line of rules.acls) acls.set(line.name, [...(acls.get(line.name) ?? []), aclTest(line)]);
  const assignments = rules.assignments.map(assignment);
  return (input) => {
    const seen: Seen = { request: readRequest(input), host: input.host, variables: new Map() };
    const holds = (name: string): boolean => (acls.get(name) ?? []).some((test) => test(seen));
    for (const { when, set } of assignments) if (when === null || holds(when)) set(seen);
    if (rules.served !== null && !holds(rules.served)) return null;
    const holdsTerm = ({ acl, negated }: Term): boolean => holds(acl) !== negated;
    return rules.routing.find(({ all }) => all.every(holdsTerm))?.backend ?? rules.fallback;
  };
}

interface Seen {
  readonly request: Request;
  /** As sent; undefined for none. */
  readonly host: string | undefined;
  readonly variables: Map<string, string>;
}

type AclTest = (seen: Seen) => boolean;

/** An ACL holds when one of the values that its sample has does. */
function aclTest({ sample, match }: AclLine): AclTest {
  const test = valueTest(match);
  return (seen) => valuesOf(seen, sample).some(test);
}

function valuesOf({ request, host, variables }: Seen, sample: Sample): readonly string[] {
  switch (sample.fetch) {
    case 'header': {
      if (sample.name === 'host') return host === undefined ? [] : bytesOf([host]);
      const lines = request.headers.filter(([name]) => name === lowerCase(sample.name));
      return bytesOf(lines.map(([, value]) => value));
    }
    case 'path':
    case 'method':
      return bytesOf([request[sample.fetch]]);
    case 'query':
      return request.query === null ? [] : bytesOf([request.query]);
    case 'tls':
      return request.scheme === 'https' ? ['1'] : [''];
    case 'variable': {
      const value = variables.get(sample.name);
      return value === undefined ? [] : [value];
    }
    case 'raw':
      return request.headers.some(([name]) => name === sample.standIn) ? ['1'] : [];
  }
}

/** What cannot be sent is not seen. */
function bytesOf(values: readonly string[]): readonly string[] {
  return values.map(utf8).filter((bytes) => bytes !== null);
}

function valueTest(match: Match): (value: string) => boolean {
  switch (match.kind) {
    case 'found':
      return () => true;
    case 'true':
      return (value) => value === '1';
    case 'empty':
      return (value) => value === '';
    case 'regex': {
      const regex = compiled(match.regex);
      return (value) => regex.test(value);
    }
    case 'exact':
    case 'prefix':
    case 'suffix':
    case 'contains':
      return textTest(match.kind, match.values, match.ignoreCase);
  }
}

function textTest(
  kind: 'exact' | 'prefix' | 'suffix' | 'contains',
  values: readonly string[],
  ignoreCase: boolean,
): (value: string) => boolean {
  const folded = (text: string): string => (ignoreCase ? lowerCase(text) : text);
  const patterns = bytesOf(values).map(folded);
  return (value) => {
    const text = folded(value);
    return patterns.some((pattern) => {
      switch (kind) {
        case 'exact':
          return text === pattern;
        case 'prefix':
          return text.startsWith(pattern);
        case 'suffix':
          return text.endsWith(pattern);
        case 'contains':
          return text.includes(pattern);
      }
    });
  };
}

interface Setting {
  readonly when: string | null;
  readonly set: (seen: Seen) => void;
}

/** Of several lines of a header the last one is taken. */
function assignment({ variable, from, lowerCase: lowers, substitutions, when }: Assignment): Setting {
  const edits = substitutions.map(({ regex, by }) => ({ regex: compiled(regex), by }));
  return {
    when,
    set: (seen) => {
      const value = from === null ? '' : valuesOf(seen, from).at(-1);
      if (value === undefined) return;
      seen.variables.set(variable, edits.reduce(substituted, lowers ? lowerCase(value) : value));
    },
  };
}

function substituted(
  value: string,
  { regex, by }: { readonly regex: PcreRegex; readonly by: string },
): string {
  const found = regex.find(value);
  if (found === null) return value;
  const text = by.replace(/\\1/g, () => found.group);
  return value.slice(0, found.start) + text + value.slice(found.end);
}
