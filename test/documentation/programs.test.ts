import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  check,
  compareScores,
  compile,
  format,
  matcher,
  readRequest,
  snapshot,
  type CheckedProgram,
  type RequestInput,
  type Score,
} from '@lamia/lang';

/** What users copy must work: every program in the documentation is checked, every example also formatted and evaluated or matched. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const EXAMPLES = path.join(ROOT, 'examples');
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.lamia'));
const pages = [
  'README.md',
  ...readdirSync(path.join(ROOT, 'docs')).map((name) => path.join('docs', name)),
].filter((name) => name.endsWith('.md'));

const metrics = JSON.parse(readFileSync(path.join(EXAMPLES, 'metrics.json'), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, number>>>
>;
const BINDING = { versions: Object.keys(metrics), baseline: 'version1', candidate: 'version2' };

/** The example metrics laid out for a program; `scored` is the version whose score is asked for. */
function inputs(checked: CheckedProgram, scored: string) {
  return snapshot(
    checked.reads.map((read) => {
      if (read.kind !== 'metric') throw new Error('examples read no promql');
      const { version } = read;
      const label =
        version.form === 'label' ? version.label : version.form === 'role' ? BINDING[version.role] : scored;
      const value = metrics[label]?.[read.metric];
      if (value === undefined) throw new Error(`examples/metrics.json lacks ${label} ${read.metric}`);
      return { known: true, value };
    }),
  );
}

describe('programs in the documentation', () => {
  const programs = pages.flatMap((page) =>
    [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^```lamia\n([^]*?)^```/gm)].map(
      ([, program = ''], index) => [`${page} #${index + 1}`, program] as const,
    ),
  );

  test('there are some', () => {
    expect(programs.length).toBeGreaterThan(4);
  });

  test.each(programs)('%s is a correct program', (_, source) => {
    expect(check(source).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('examples', () => {
  test.each(examples)('%s is in canonical form', (name) => {
    const source = readFileSync(path.join(EXAMPLES, name), 'utf8');
    expect(`${format(source).text ?? ''}\n`).toBe(source);
  });

  test.each([
    ['better-candidate.lamia', 'version2'],
    ['founding.lamia', 'version2'],
    ['with-margins.lamia', 'version2'],
    ['success-share.lamia', 'version2'],
  ])('%s favours %s on examples/metrics.json', (name, winner) => {
    const { checked } = check(readFileSync(path.join(EXAMPLES, name), 'utf8'), {
      versions: BINDING.versions,
    });
    if (checked === null) throw new Error(`${name} has errors`);
    const program = compile(checked);
    if (program.kind === 'decision') {
      expect(program.bind(BINDING).decide(inputs(checked, ''))).toMatchObject({
        decided: true,
        result: winner,
      });
      return;
    }
    const scores = new Map<string, Score>(
      BINDING.versions.map((label) => [label, program.bind(BINDING, label).score(inputs(checked, label))]),
    );
    expect(compareScores(scores, 'highest').best).toBe(winner);
  });

  test('chrome.lamia matches examples/request.json', () => {
    const request = JSON.parse(readFileSync(path.join(EXAMPLES, 'request.json'), 'utf8')) as RequestInput;
    const { condition } = check(readFileSync(path.join(EXAMPLES, 'chrome.lamia'), 'utf8'));
    if (condition === null) throw new Error('chrome.lamia is no condition');
    expect(matcher(condition)(readRequest(request))).toBe(true);
  });

  test('every example has an expected outcome', () => {
    expect(examples).toHaveLength(5);
  });
});
