import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { programSizeBound } from '../../packages/lang/src/targets/envoy/program-size.js';
import { describeWith } from '../components/binaries.js';
import { startEnvoy } from '../components/envoy.js';
import { runSeed } from '../seed.js';

jest.setTimeout(60_000);

const CHARACTERS = [
  'a',
  'b',
  '.',
  '[a-z]',
  '[^;]',
  String.raw`\d`,
  String.raw`\w`,
  '[ab]',
  'é',
  '[aA]',
  String.raw`\.`,
];
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(...CHARACTERS),
    fc.tuple(tie('expression'), tie('expression')).map((parts) => parts.join('')),
    fc.array(tie('expression'), { minLength: 2, maxLength: 4 }).map((parts) => `(?:${parts.join('|')})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}'))
      .map(([part, quantifier]) => `(?:${part})${quantifier}`),
  ),
}));

const FIXED = [
  '^.*(Chrome).*$',
  String.raw`(?:.*;)?[\t ]*group=(?:beta|internal)[\t ]*(?:;.*)?`,
  String.raw`[^?]*\?(?:.*&)?version=[^&]*2.*`,
  String.raw`(?i:(?:[^:]*\.)?shop\.example\.?(?::[0-9]*)?)`,
];

describeWith('envoy', 'the bound of what RE2 makes of an expression', (program) => {
  test('is never below what Envoy reports, and not far above', async () => {
    const seed = runSeed();
    const random = fc.sample(expression, { seed, numRuns: 400 });
    const regexes = [...new Set([...FIXED, ...random])].filter((regex) => regex.length < 200);
    const headers = regexes.map((regex) => ({ name: 'x', string_match: { safe_regex: { regex } } }));
    const routes = headers.map((header) => ({ match: { prefix: '/', headers: [header] } }));
    const envoy = await startEnvoy(program, {
      configurations: [{ virtual_hosts: [{ name: 'all', domains: ['*'], routes: routes.map(answered) }] }],
      // Envoy warns of each expression and refuses none.
      runtime: { 're2.max_program_size.error_level': 1_000_000, 're2.max_program_size.warn_level': 0 },
    });
    await envoy.stop();
    const reports = envoy.log().matchAll(/regex '([^\n]*)' RE2 program size of (\d+)/g);
    const sizes = new Map(Array.from(reports, ([, regex = '', size]) => [regex, Number(size)]));
    expect(sizes.size).toBe(regexes.length);
    for (const [regex, size] of sizes) {
      expect({ seed, regex, size, low: programSizeBound(regex) < size }).toMatchObject({ low: false });
    }
    for (const regex of FIXED) {
      expect(programSizeBound(regex)).toBeLessThanOrEqual(1.75 * (sizes.get(regex) ?? 0));
    }
  });
});

function answered<Match>(
  route: Match,
): Match & { direct_response: { status: number; body: { inline_string: string } } } {
  return { ...route, direct_response: { status: 200, body: { inline_string: 'here' } } };
}
