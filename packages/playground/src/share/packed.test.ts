import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { pack, unpack } from './packed.js';

describe('packed state', () => {
  test('what is packed is unpacked, in the alphabet of addresses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const data: unknown = JSON.parse(JSON.stringify(value));
        const text = await pack(data);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(await unpack(text)).toEqual({ ok: true, data });
      }),
      { seed: runSeed() },
    );
  });

  test.each(['', '!', 'a', 'AAAA', 'hello-world', '7'.repeat(1000)])(
    '`%s` is no state, and says so',
    async (text) => {
      expect(await unpack(text)).toMatchObject({
        ok: false,
        problem: expect.stringContaining('copy it again'),
      });
    },
  );

  test('a link cut anywhere is no state', async () => {
    const text = await pack({ expression: 'result = candidate; result', versions: ['version1', 'version2'] });
    for (let length = 0; length < text.length; length += 1) {
      expect(await unpack(text.slice(0, length))).toMatchObject({ ok: false });
    }
  });

  test('what inflates beyond all bounds is not read to its end', async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, ' ')).toString('base64url');
    expect(await unpack(bomb)).toMatchObject({ ok: false, problem: expect.stringContaining('512 KiB') });
  });
});
