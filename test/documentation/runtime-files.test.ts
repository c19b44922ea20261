import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { loadConfiguration } from '../../packages/runtime/src/config/load-configuration.js';

/** Configuration files of a runtime that users copy have nothing wrong with them. */
const DOCS = path.resolve(import.meta.dirname, '../../docs');
const files = readdirSync(DOCS).flatMap((page) =>
  [...readFileSync(path.join(DOCS, page), 'utf8').matchAll(/^```yaml\n([^]*?)^```/gm)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('kind: Runtime'))
    .map((text, index) => [`${page} #${index + 1}`, text] as const),
);

test('there are some', () => {
  expect(files.length).toBeGreaterThan(0);
});

test.each(files)('%s is correct', async (_, text) => {
  const { runtimes, findings } = await loadConfiguration([{ file: 'runtime.yaml', text, named: true }]);
  // The secrets are on another machine.
  expect(findings.filter(({ code }) => code !== 'unreadable-file')).toEqual([]);
  expect(runtimes).toHaveLength(1);
});
