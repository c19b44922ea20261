import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

/** What is generated from the code is as new as the code. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const FILES = [
  'grammar/lamia.ebnf',
  'grammar/lamia.tmLanguage.json',
  'packages/runtime/src/client/api-types.ts',
  'docs/openapi.json',
  'deploy/crds/gateways.yaml',
  'deploy/helm/lamia/files/crds/gateways.yaml',
  'deploy/crds/policies.yaml',
  'deploy/helm/lamia/files/crds/policies.yaml',
  'deploy/helm/lamia/values.schema.json',
  'grammar/diagrams/index.html',
  'docs/diagnostics.md',
];

describe('generated files', () => {
  let generated: ReadonlyMap<string, string>;

  beforeAll(() => {
    // In a process of its own: the generators work on the built packages, as `npm run docs` does.
    const module = path.join(ROOT, 'scripts/generate/generated.mjs');
    const script = `import { generated } from ${JSON.stringify(module)}; console.log(JSON.stringify([...generated()]));`;
    const written = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    generated = new Map(JSON.parse(written) as (readonly [string, string])[]); // what the script prints
  });

  test('are all known here', () => {
    expect([...generated.keys()]).toEqual(FILES);
  });

  test.each(FILES)('%s is what `npm run docs` writes', (file) => {
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(generated.get(file));
  });

  test('the diagrams need no network', () => {
    expect(generated.get('grammar/diagrams/index.html')).not.toMatch(/https?:\/\/(?!www\.w3\.org)|<script/);
  });
});
