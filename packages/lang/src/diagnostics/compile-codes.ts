/** What a code means that is reported when conditions are compiled; `docs/diagnostics.md` is generated from this table. */
export interface CompileCodeDescription {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it matters and how to mend it. */
  readonly explanation: string;
}

const describe = (title: string, explanation: string): CompileCodeDescription => ({ title, explanation });

/** Codes that need more than one program to show: several routes, or a data plane. */
export const COMPILE_CODES = {
  'covered-route': describe(
    'a route that gets nothing',
    'Earlier routes take all its requests. Put it before them, or leave it out.',
  ),
  'overlapping-routes': describe(
    'a route that shares requests with an earlier one',
    'The earlier route gets them. That is often meant; the message shows such a request.',
  ),
  'too-many-rules': describe(
    'a condition that becomes more than 128 rules',
    'An `and` of `or`s multiplies. The message names the part that does. Join texts of one field with `in (…)` or in one regular expression.',
  ),
  'condition-too-complex': describe(
    'conditions whose tests are related in too many ways',
    'What can hold together is found by comparing all tests of one field, within a budget. Use fewer different tests of one field, or split the gateway.',
  ),
  'raw-acl': describe(
    'a raw ACL where something else than HAProxy must understand it',
    'A raw ACL is text of HAProxy’s own configuration. Write it as tests of the request.',
  ),
  'target-cannot': describe(
    'a test that this data plane cannot express',
    'The condition would mean something else there, so nothing is written. The message says which test it is and what to do.',
  ),
  'target-limit': describe(
    'more than this data plane takes',
    'Every data plane limits rules, matches, texts or expressions. The limit is checked before anything is written.',
  ),
  'target-name': describe(
    'a name that this data plane cannot take',
    'Names of gateways, versions, headers and the like become part of its objects.',
  ),
  'target-note': describe(
    'something to know about what was written',
    'What was written means exactly what the conditions say where the note’s assumption holds.',
  ),
  'regex-backtracks': describe(
    'a regular expression that can take HAProxy very long',
    'HAProxy matches by backtracking. Only expressions that are proved to take time by the length of the value alone are given to it.',
  ),
  'not-verified': describe(
    'objects that do not mean what the conditions say',
    'Everything that is written is read back as the data plane would and compared with the conditions on requests that tell them apart. This is a mistake in Lamia: nothing was written; please report it.',
  ),
} as const satisfies Readonly<Record<string, CompileCodeDescription>>;
