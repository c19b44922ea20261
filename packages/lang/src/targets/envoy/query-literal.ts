import type { Literal } from '../../condition/atom.js';
import { parseRegex } from '../../condition/parse-regex.js';
import { isNever, literalTree, repeat, sequence, type RegexTree } from '../../condition/regex-tree.js';
import { ALWAYS, isObstacle, onHeader, onQuery, type Alternatives, type Obstacle } from './fragment.js';
import { passesEmpty, stringMatcher, treeRegex } from './matchers.js';
import type { EnvoyOptions } from './options.js';
import { openValueTree, valueTree, type Surroundings } from './value-tree.js';

/** Of a name in a matcher of query parameters, in bytes. */
const LONGEST_NAME = 1024;

const PARAMETER: Surroundings = { separators: '&', trimmed: '' };
const BEFORE = parseRegex(String.raw`[^?]*\?(?:.*&)?`, false);
const BEHIND = parseRegex('(?:&.*)?', false);
const PRESENT = parseRegex('(?:[&=].*)?', false);

export function queryLiteral(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  const name = literal.name ?? '';
  if (literal.negated) return withoutParameter(name, literal, options);
  if (name.length > LONGEST_NAME)
    return {
      code: 'target-limit',
      message: `the query parameter \`${name.slice(0, 20)}…\` has ${name.length} characters, of which envoy allows ${LONGEST_NAME}: choose a shorter one`,
    };
  const matcher = stringMatcher(literal, options);
  if (matcher === 'present') return onQuery({ name, present_match: true });
  return isObstacle(matcher) ? matcher : onQuery({ name, string_match: matcher });
}

/**
 * Envoy cannot deny a test of a parameter, but it can deny one of the header `:path`, which holds the query too. A plain request
 * names the parameter once.
 */
function withoutParameter(name: string, literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  const value = literal.op === 'present' ? PRESENT : assigned(literal);
  if (isObstacle(value)) return value;
  if (isNever(value)) return ALWAYS;
  const regex = treeRegex(sequence(BEFORE, literalTree(name), value), options);
  if (isObstacle(regex)) return regex;
  return onHeader({ name: ':path', string_match: { safe_regex: regex }, invert_match: true });
}

/** From the equals sign on; a parameter without one is empty. */
function assigned(literal: Literal): RegexTree | Obstacle {
  const open = openValueTree(literal, PARAMETER);
  const closed = open ?? valueTree(literal, PARAMETER);
  if (isObstacle(closed)) return closed;
  const written = sequence(literalTree('='), closed);
  const value = passesEmpty(literal) ? repeat(written, 0, 1) : written;
  return sequence(value, BEHIND);
}
