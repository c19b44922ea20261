import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfiguration } from '../../packages/runtime/src/config/load-configuration.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('README', () => {
  test('its gateway file has nothing wrong with it', async () => {
    const text = /^```yaml\n([^]*?)^```/m.exec(README)?.[1] ?? '';
    const { gateways, findings } = await loadConfiguration([{ file: 'shop.yaml', text, named: true }]);
    expect(findings).toEqual([]);
    expect(gateways).toHaveLength(1);
  });

  test('its links lead to files', () => {
    const links = [...README.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
