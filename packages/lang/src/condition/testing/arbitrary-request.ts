import fc from 'fast-check';
import type { Rule } from '../../targets/target.js';
import { fieldValue } from '../atom.js';
import { readRequest, type RequestInput } from '../request.js';
import { HOSTS, METHODS, NAMES, PATHS, TEXTS } from './arbitrary-rules.js';

const LONG = 'a'.repeat(3000);
/** Empty and short ones most: tests are about them. */
const values = [...Array<string>(6).fill(''), 'a', 'a', 'ab', ...TEXTS, LONG].map((text) => text.trim());
const VISIBLE = /^[!-~]*$/;

/** Each name with a value or without, in any order. */
function assignments<T extends string>(
  names: readonly T[],
  allowed: readonly string[],
): fc.Arbitrary<readonly (readonly [T, string])[]> {
  return fc
    .shuffledSubarray([...names])
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map((name) =>
          fc.constantFrom(...allowed).map((value): readonly [T, string] => [name, value]),
        ),
      ),
    );
}

const arbitraryCookies: fc.Arbitrary<string | null> = fc
  .tuple(
    assignments(
      NAMES.cookie,
      values.filter((value) => !value.includes(';')),
    ),
    fc.constantFrom('; ', ';', ' ;  ', '; c; ', '; ;'),
    fc.constantFrom('', 'c; ', 'aaa=a; ', '; '),
  )
  .map(([cookies, between, start]) =>
    cookies.length === 0 && start !== 'c; '
      ? null
      : `${start}${cookies.map(([name, value]) => `${name}=${value}`).join(between)}`.trim(),
  );

const arbitraryQuery: fc.Arbitrary<string | null> = fc
  .tuple(
    assignments(
      NAMES.query,
      [...values, LONG].filter((value) => VISIBLE.test(value) && !/[&#]/.test(value)),
    ),
    fc.constantFrom('&', '&', '&&', '&x&', '&x=q=a&'),
    fc.constantFrom('', '&', 'x?q=a&', '?&'),
    fc.boolean(),
  )
  .map(([parameters, between, start, assigned]) => {
    if (parameters.length === 0 && start !== '&') return null;
    const parts = parameters.map(([name, value]) => (value === '' && !assigned ? name : `${name}=${value}`));
    return `${start}${parts.join(between)}`;
  });

const arbitraryHost: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...HOSTS),
    fc.constantFrom('', '', '', ':80', '.', '.:8080', ':', '..'),
    fc.boolean(),
  )
  .map(([host, end, upper]) => {
    const sent = host.startsWith('[') ? `${host}${end.replace(/\./g, '')}` : `${host}${end}`;
    return upper ? sent.toUpperCase() : sent;
  });

/** Requests that a real proxy takes, plain where no regular expression and no test in either case meets text beyond ASCII. */
export const arbitraryRequest: fc.Arbitrary<RequestInput> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    host: arbitraryHost,
    path: fc.constantFrom(...PATHS),
    query: arbitraryQuery,
    named: assignments(NAMES.header, values),
    upper: fc.boolean(),
    cookies: arbitraryCookies,
  })
  .map(({ named, upper, cookies, ...request }) => ({
    ...request,
    scheme: 'http',
    headers: [
      ...named.map(([name, value]): [string, string] => [upper ? name.toUpperCase() : name, value]),
      ...(cookies === null ? [] : [['Cookie', cookies] as const]),
    ],
  }));

/** Whether the values that rules test by regular expressions or in either case are such as all data planes read alike. */
export function isPlainFor(rules: readonly Rule[], input: RequestInput): boolean {
  const request = readRequest(input);
  return rules.every(({ all }) =>
    all.every(
      (literal) =>
        (literal.op !== 'regex' && !literal.ignoreCase) ||
        /^[\t -~]*$/.test(fieldValue(request, literal) ?? ''),
    ),
  );
}
