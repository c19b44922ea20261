import { expect, test } from '@jest/globals';
import { Findings } from '../../config/finding.js';
import { readYaml } from '../../config/yaml/read-yaml.js';
import { plainValue } from '../../config/yaml/tree.js';
import { expandFamilies } from './families.js';

function expand(text: string): Record<string, unknown> {
  const findings = new Findings();
  const [tree] = readYaml({ file: 'own.yaml', text }, findings);
  if (tree?.kind !== 'map') throw new Error(findings.list.map(({ message }) => message).join('\n'));
  return Object.fromEntries(
    [...expandFamilies(tree.entries)].map(([key, { value }]) => [key, plainValue(value)]),
  );
}

test('`{class}` runs over the five classes, all through the value', () => {
  const expanded = expand(
    "status_{class}xx: { series: n, where: { code: { matches: '{class}..' } }, list: ['{class}', 1] }",
  );
  expect(Object.keys(expanded)).toEqual([1, 2, 3, 4, 5].map((digit) => `status_${digit}xx`));
  expect(expanded['status_4xx']).toMatchObject({
    series: 'n',
    where: { code: { matches: '4..' } },
    list: ['4', 1],
  });
});

test('`{code}` runs over the registered codes and settles the class', () => {
  const expanded = expand('status_{code}: read status_{class}xx of {code}');
  expect(expanded['status_404']).toBe('read status_4xx of 404');
  expect(Object.keys(expanded)).toHaveLength(63);
  expect(Object.keys(expanded)).toEqual(
    expect.arrayContaining(['status_100', 'status_226', 'status_451', 'status_511']),
  );
  expect(expanded).not.toHaveProperty('status_600');
});

test('two placeholders give every combination', () => {
  const expanded = expand('code_{method}_{class}xx: "{METHOD} {class}"');
  expect(Object.keys(expanded)).toHaveLength(7 * 5);
  expect(expanded['code_delete_5xx']).toBe('DELETE 5');
});

test('an entry that is written out wins, before or after the family', () => {
  expect(expand('status_2xx: own\nstatus_{class}xx: family')).toMatchObject({
    status_2xx: 'own',
    status_3xx: 'family',
  });
  expect(expand('status_{class}xx: family\nstatus_2xx: own')).toMatchObject({
    status_2xx: 'own',
    status_3xx: 'family',
  });
});

test('braces that are no placeholder of the name stay as they are', () => {
  expect(expand("plain: '{class}..{2}'")).toEqual({ plain: '{class}..{2}' });
});
