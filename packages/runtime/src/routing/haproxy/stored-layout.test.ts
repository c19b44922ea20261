import { describe, expect, test } from '@jest/globals';
import { outlined, versionAt } from '../testing/gateways.js';
import { layoutOf } from './layout.js';
import { parseStored, storedText } from './stored-layout.js';

const gateway = outlined({ port: 8080, versions: { version1: 9001, version2: 9002 } });
const { sites, exporter } = layoutOf(
  [gateway, { ...outlined({ name: 'cart', versions: {} }), versions: [versionAt('version1', 9003, 9004)] }],
  { host: '127.0.0.1', port: 8404 },
  new Map(),
);
const stored = { fingerprint: '0029b1fb87b3c7fd', certificates: 'c0ffee', layout: { sites, exporter } };

describe('parseStored', () => {
  test('reads what was written', () => {
    expect(parseStored(storedText(stored))).toEqual(stored);
    const bare = { ...stored, layout: { ...stored.layout, exporter: null } };
    expect(parseStored(storedText(bare))).toEqual(bare);
  });

  test('reads what an earlier release wrote, which knew nothing of certificates', () => {
    const { certificates: _, ...before } = stored;
    expect(parseStored(JSON.stringify(before))).toEqual({ ...stored, certificates: null });
  });

  test.each([
    ['', 'nothing'],
    ['{', 'half a text'],
    ['null', 'no object'],
    ['{"fingerprint": 1, "layout": {"sites": [], "exporter": null}}', 'a number for a text'],
    ['{"fingerprint": "a", "layout": {"sites": {}, "exporter": null}}', 'an object for a list'],
    [
      '{"fingerprint": "a", "layout": {"sites": [], "exporter": {"host": "a", "port": "1"}}}',
      'a text for a port',
    ],
    ['{"fingerprint": "a"}', 'no layout'],
  ])('%j is none: %s', (text) => {
    expect(parseStored(text)).toBeNull();
  });
});
