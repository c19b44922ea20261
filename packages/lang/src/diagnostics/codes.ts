import type { MetricCatalogue, MetricDeclaration, MetricKind } from '../check/catalogue.js';
import type { CheckOptions } from '../check/options.js';
import { COUNT, SECONDS, type Unit } from '../check/unit.js';
import { LIMITS } from '../syntax/limits.js';
import type { COMPILE_CODES } from './compile-codes.js';

/**
 * Every diagnostic of the language by its stable code. `docs/diagnostics.md` is generated from this table, so that the
 * explanation a user reads stands beside the code that names it.
 */
export interface CodeDescription {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it matters and how to mend it. */
  readonly explanation: string;
  readonly example: Example;
}

/** A small program whose check reports the code. */
export interface Example {
  readonly source: string;
  /** What it is checked against, where that matters. */
  readonly options?: CheckOptions;
  /** What to show in place of a source that is long. */
  readonly shown?: string;
}

const describe = (
  title: string,
  explanation: string,
  source: string,
  more: Omit<Example, 'source'> = {},
): CodeDescription => ({ title, explanation, example: { source, ...more } });

/** The catalogue of the examples. */
const catalogue: MetricCatalogue = {
  name: 'shop',
  metrics: new Map([
    ['requests', metric(COUNT, 'counter', 'requests answered')],
    ['errors', metric(COUNT, 'counter', 'requests answered with an error')],
    ['latency_p99', metric(SECONDS, 'gauge', 'the time within which 99 of 100 requests are answered')],
  ]),
  unavailable: new Map([['status_503', 'it counts classes of status codes only, use `errors`']]),
};

function metric(unit: Unit, kind: MetricKind, description: string): MetricDeclaration {
  return { unit, kind, description, statistics: ['rate'] };
}

export const DIAGNOSTIC_CODES = {
  // Text and syntax
  'bad-character': describe(
    'a character that begins nothing',
    'The language is written in ASCII outside of strings and comments. Text pasted from JSON often has its quotes escaped: unescape them.',
    'requests £ 2',
  ),
  'bad-number': describe(
    'a number that touches other text',
    'A number may carry one unit (`%`, `ms`, `s`, `m`, `h`, `d`, `w`, `B`, `KiB`, `MiB`, `GiB`, durations in descending order) and nothing else.',
    'latency_p99 / 10min',
  ),
  'number-out-of-range': describe(
    'a number too large to hold',
    'Numbers are 64-bit floating point.',
    'requests / 1e999',
  ),
  'bad-escape': describe(
    'an escape that names no character',
    'Escapes are `\\"`, `\\\'`, `\\\\`, `\\n`, `\\t` and `\\u{…}` with a Unicode scalar value.',
    'metric "\\u{110000}" "requests"',
  ),
  'unterminated-string': describe(
    'a string without its closing quote',
    'A string ends on the line it begins on.',
    'metric "version1',
  ),
  'unterminated-comment': describe('a block comment without `*/`', 'Close it.', 'requests /* all of them'),
  'syntax-error': describe(
    'text that does not fit the grammar',
    'The message says what was expected at this place.',
    'requests +',
  ),
  'comparison-chain': describe(
    'comparisons in a row',
    'A comparison gives true or false, which cannot be compared with a number.',
    '1 < requests < 5',
  ),
  'mixed-fallback': describe(
    '`??` beside arithmetic without parentheses',
    'Readers disagree on which binds tighter, so both readings must be written with parentheses.',
    'errors + requests ?? 0',
  ),
  'empty-program': describe(
    'a program without a value',
    'A program ends in an expression or assigns `result`.',
    '// nothing',
  ),

  // Limits
  'source-too-long': describe(
    'more than 64 KiB of source',
    'Split the policy.',
    `requests // ${'x'.repeat(LIMITS.sourceBytes)}`,
    { shown: 'requests // and 65 536 letters' },
  ),
  'too-many-tokens': describe(
    'more than 10 000 tokens',
    'Split the policy.',
    `requests${' + requests'.repeat(LIMITS.tokens / 2)}`,
    { shown: 'requests + requests + …, 5 001 times' },
  ),
  'too-deep': describe(
    'nesting deeper than 64',
    'Name inner parts with `let`.',
    `${'('.repeat(LIMITS.depth + 1)}requests${')'.repeat(LIMITS.depth + 1)}`,
    { shown: '((… requests …)), 65 times' },
  ),
  'too-many-reads': describe(
    'more than 256 distinct reads',
    'Every distinct read costs a share of a query on each evaluation.',
    `max(${Array.from({ length: LIMITS.reads + 1 }, (_, index) => `m${index + 1}`).join(', ')})`,
    { shown: 'max(m1, m2, …, m257)' },
  ),
  'string-too-long': describe(
    'a string longer than 4 KiB',
    'Shorten it.',
    `result = "${'x'.repeat(LIMITS.stringBytes + 1)}";`,
    { shown: 'result = "xxx…"; with 4 097 letters' },
  ),
  'too-many-errors': describe(
    'more errors than are worth listing',
    'Mend the first ones and check again.',
    '£ '.repeat(LIMITS.errors + 1),
    { shown: '£ £ £ …, 101 times' },
  ),

  // Kinds and names
  'kind-mismatch': describe(
    'a program of another kind than asked for',
    'A decision ends in a version or `nil`, a score in a number, a condition in true or false.',
    'if (true) { result = version1; }',
    { options: { kind: 'score' } },
  ),
  'misplaced-predicate': describe(
    'a request predicate in a decision or score',
    'Header, cookie and other predicates look at one request; they belong in the `condition` of a route.',
    'if (header "x" exact "1") { result = candidate; }',
  ),
  'misplaced-metric': describe(
    'a metric in a condition',
    'A condition looks at one request; metrics belong in the `expression` of a policy.',
    'host exact "shop.example" and requests > 5',
  ),
  'metric-without-version': describe(
    'a bare metric name in a decision',
    'A decision compares versions, so each read says whose metric it is.',
    'if (requests > 5) { result = candidate; }',
  ),
  'unknown-version': describe(
    'a version that the gateway does not have',
    'Names of versions are the labels of the gateway; bare `candidate` and `baseline` are its roles.',
    'result = version3;',
    { options: { versions: ['version1', 'version2'] } },
  ),
  'unchecked-version': describe(
    'a version that could not be checked',
    'No list of versions was at hand, so any name is accepted.',
    'result = version1;',
  ),
  'ambiguous-version': describe(
    'a destination that several versions fit',
    'The subset of `destination:port/subset` names a version only where exactly one has it.',
    'result = "a:80/v1";',
    { options: { versions: ['b:80/v1', 'c:80/v1'] } },
  ),
  'missing-role': describe(
    'a role that the gateway does not fill',
    'Give the gateway a `baseline` and a `candidate`, or name the version.',
    'result = candidate;',
    { options: { candidate: null } },
  ),
  'unknown-metric': describe(
    'a metric that the catalogue does not have',
    'The catalogue of the chosen provider lists what can be read.',
    'requets / 2',
    { options: { catalogue } },
  ),
  'unavailable-metric': describe(
    'a metric that this provider cannot give',
    'The name is known, but the data plane does not measure it.',
    'status_503 / requests',
    { options: { catalogue } },
  ),
  'unknown-statistic': describe(
    'a statistic that the metric does not have',
    'The message lists those it has.',
    'requests.p99',
    { options: { catalogue } },
  ),
  'unknown-function': describe(
    'a function that does not exist',
    'The message names the nearest.',
    'minimum(1, 2)',
  ),
  'wrong-argument-count': describe(
    'too few or too many arguments',
    'The message shows the signature.',
    'abs(1, 2)',
  ),
  'shadowed-name': describe(
    'a `let` that hides another meaning of its name',
    'A name means one thing: it may not be declared twice in reach, nor be a role, a version, a metric of the catalogue or a function.',
    'let a = 1; let a = 2; a',
  ),
  'unused-let': describe('a `let` that nothing uses', 'Remove it.', 'let a = 1; requests'),
  'promql-disabled': describe(
    '`promql` where it is switched off',
    "A query of one's own can read series of other tenants, so the runtime's configuration must allow it.",
    'promql "up"',
    { options: { allowPromql: false } },
  ),

  // Types and units
  'type-mismatch': describe('a value of the wrong type', 'The message names both types.', 'requests + true'),
  'unit-mismatch': describe(
    'two units that do not agree',
    'Sums, comparisons and `min`, `max`, `clamp`, `??`, `atLeast` want equal units on both sides.',
    'latency_p99 + 20%',
    { options: { catalogue } },
  ),
  'bare-literal': describe(
    'a number without a unit beside seconds or bytes',
    '`latency_p99 < 250` would mean 250 seconds; write the unit.',
    'max(latency_p99, 250)',
    { options: { catalogue } },
  ),
  'mixed-windows': describe(
    'counts taken over different windows',
    '`errors / requests over 5m` windows only the denominator; give both the same window.',
    'errors / requests over 5m',
  ),
  'bad-unit': describe(
    'a unit that is none',
    'Units are `ratio`, `count`, `s`, `B` and products of them such as `"count/s"`.',
    'promql "up" as ms',
  ),
  'bad-duration': describe(
    'a duration that cannot be used',
    'A window is a positive duration such as `5m`.',
    'requests over 0s',
  ),
  'bad-bounds': describe('a lower bound above the upper one', 'Swap them.', 'clamp(requests, 5, 1)'),
  'bad-regex': describe(
    'a regular expression that RE2 refuses',
    'Selectors use RE2 syntax, as Prometheus does.',
    'requests{code=~"("}',
  ),
  'matcher-matches-empty': describe(
    'a label matcher that also fits series without the label',
    'An empty string is how Prometheus sees a missing label, so the matcher selects nothing in particular.',
    'requests{code=~".*"}',
  ),
  'bad-read': describe(
    'a read that cannot be',
    'The message says which part does not go with the rest.',
    'promql "up".p99',
  ),

  // Advice
  'ratio-literal': describe(
    'a number above 1 beside a ratio',
    'Ratios run from 0 to 1; a percentage is written with `%`.',
    'min(errors / requests, 20)',
    { options: { catalogue } },
  ),
  'measured-equality': describe(
    'equality of measured numbers',
    'Measured numbers are almost never equal; compare with `<` or `>`.',
    'if (metric candidate requests == 5) { result = candidate; }',
  ),
  'guarded-denominator': describe(
    '`max` used to avoid a division by zero',
    'With `max(requests, 1)` no traffic looks like a perfect score; `atLeast` leaves it unknown.',
    'errors / max(requests, 1)',
  ),
  'less-defined-branches': describe(
    'neighbouring branches with the same outcome',
    'When the first condition is unknown the program ends undecided although the second might hold; `or` decides more often.',
    'if (metric v1 a > 1) { result = v1; } else if (metric v1 b > 1) { result = v1; }',
  ),
  'comment-swallows-code': describe(
    'a line comment that holds code',
    'In folded YAML the lines become one and the comment swallows the rest; use `/* … */`.',
    'result = v1; // was: result = v2;',
  ),
  'doubled-backslash': describe(
    'a doubled backslash in a regular expression',
    'A backslash needs no escaping before a letter; the text was probably pasted from JSON.',
    'requests{path=~"/\\\\d+"}',
  ),
  'never-assigned': describe(
    'a decision that never assigns `result`',
    '`result` starts as `nil`, so the program always holds.',
    'if (true) {} result',
  ),
  // Conditions
  'bad-field-name': describe(
    'a name that no header, cookie or query parameter can have',
    'Names of headers and cookies are letters, digits and a few signs; those of query parameters are written as they are sent. The host has a field of its own.',
    'header "X Group" exact "a"',
  ),
  'host-form': describe(
    'a host that is never compared in that form',
    'Hosts are compared without port and without the dot at their end, whatever the data plane makes of them.',
    'host exact "shop.example:8080"',
  ),
  'path-form': describe(
    'a text that no path can be',
    'A path begins with `/` and ends before the query.',
    'path exact "/a?b=1"',
  ),
  'empty-text': describe(
    'an empty text that every value has',
    'Every value contains the empty text, begins and ends with it. Say that the value is there at all.',
    'header "X" contains ""',
  ),
  'typographic-quotes': describe(
    'a text between the quotes of printed text',
    'Only straight quotes, `"` and `\'`, stand around a text. Others are part of it, as any letter is.',
    'header "X-Group" exact “beta”',
  ),
  'regex-look-around': describe(
    'a regular expression that looks around or back',
    'RE2 takes time by the length of the value alone, and therefore has no look-ahead, look-behind and back-references. What a negative look-ahead says is said with `not`.',
    'header "User-Agent" regex "^(?:(?!Chrome|Nexus 6P).)*$"',
  ),
  'too-many-atoms': describe(
    'more than 64 different tests in one condition',
    'Join texts of one field with `in (…)` or in one regular expression, or split the route.',
    Array.from({ length: 65 }, (_, index) => `header "X" exact "${index}"`).join(' or '),
    { shown: 'header "X" exact "0" or header "X" exact "1" or …, 65 times' },
  ),
  'never-true': describe(
    'a condition that can never hold',
    'The tests exclude each other, or no request that data planes read alike has such a value. A route with this condition would get nothing.',
    'method exact "GET" and method exact "POST"',
  ),
  'always-true': describe(
    'a condition that always holds',
    'A route with it takes everything, and later routes get nothing.',
    'header "X" present or not header "X" exact "1"',
  ),
  'redundant-test': describe(
    'a test that makes no difference',
    'The condition says the same without it.',
    'path under "/a" or path exact "/a/b"',
  ),
  'legacy-dialect': describe(
    'an older spelling',
    'It is understood; the formatter writes the canonical form.',
    'metric "svc" 9090 "v1" "requests"',
  ),
} as const satisfies Readonly<Record<string, CodeDescription>>;

export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES | keyof typeof COMPILE_CODES;
