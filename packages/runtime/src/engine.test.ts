import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

describe('the engine', () => {
  test('can be built for a browser: it imports no module of Node', async () => {
    const { metafile } = await build({
      entryPoints: [path('./engine.ts')],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'esm',
      alias: { '@lamia/lang': path('../../lang/src/index.ts') },
      logLevel: 'silent',
    });
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports.map((each) => each.path));
    expect(imports.filter((each) => each.startsWith('node:'))).toEqual([]);
    expect(Object.keys(metafile.inputs).some((input) => input.endsWith('release/tick.ts'))).toBe(true);
    expect(Object.keys(metafile.inputs).filter((input) => input.includes('/store/'))).toEqual([]);
    // They make code of schemas and configuration, which a strict content policy forbids.
    expect(
      Object.keys(metafile.inputs).filter((input) => /node_modules.(ajv|prom-client)/.test(input)),
    ).toEqual([]);
  });
});
