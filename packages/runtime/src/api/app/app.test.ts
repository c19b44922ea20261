import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServedApi } from '../testing/served-api.js';
import { APP_POLICY } from './serve-app.js';

const SCRIPT = 'assets/index-Bx3kQ9aZ.js';

let folder: string;
let api: ServedApi;
beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'lamia-app-'));
  folder = join(home, 'dist');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head><title>x</title></head></html>');
  await writeFile(join(folder, SCRIPT), 'export const text = "a script";'.repeat(100));
  await writeFile(join(folder, 'sw.js'), 'self;');
  await writeFile(join(folder, 'notes.md'), 'not served');
  await writeFile(join(home, 'secret.txt'), 'a secret');
  await symlink(join(home, 'secret.txt'), join(folder, 'link.txt'));
  api = await ServedApi.start({ withTokens: true, app: folder });
});
afterEach(async () => {
  await api.close();
  await rm(join(folder, '..'), { recursive: true });
});

describe('the app', () => {
  test.each(['/', '/index.html'])(
    'is told at %s that a runtime is behind it, and is asked for anew each time',
    async (at) => {
      const answer = await api.ask('GET', at);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await answer.text()).toContain('<meta name="lamia-runtime" content="0.0.0" />');
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      const known = { 'if-none-match': answer.headers.get('etag') ?? '' };
      expect((await api.ask('GET', at, { headers: known })).status).toBe(304);
    },
  );

  test('runs nothing but its own files, and is framed by none', async () => {
    const answer = await api.ask('GET', '/');
    expect(answer.headers.get('content-security-policy')).toBe(APP_POLICY);
    expect(APP_POLICY).toContain("default-src 'none'; script-src 'self'; worker-src 'self'");
    expect(APP_POLICY).toContain("frame-ancestors 'none'");
    expect(APP_POLICY).not.toContain('unsafe-eval');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('has files with a hash in their names kept for good, and no others', async () => {
    const hashed = await api.ask('GET', `/${SCRIPT}`);
    expect(hashed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(hashed.headers.get('cache-control')).toContain('immutable');
    expect(hashed.headers.get('content-encoding')).toBe('gzip');
    expect(await hashed.text()).toContain('a script');
    const plain = await api.ask('GET', '/sw.js', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('cache-control')).toBe('private, no-cache');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe('self;');
  });

  test('answers HEAD without a body', async () => {
    const answer = await api.ask('HEAD', `/${SCRIPT}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });

  test.each([
    '/notes.md',
    '/link.txt',
    '/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/',
    '/assets/gone-Bx3kQ9aZ.js',
  ])('serves nothing at %s', async (at) => {
    const answer = await api.ask('GET', at);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('says so where one of its files went away meanwhile', async () => {
    await rm(join(folder, SCRIPT));
    const answer = await api.ask('GET', `/${SCRIPT}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({
      detail: 'this file of the app is gone; load the page again',
    });
  });

  test('is said to be missing where nothing is built', async () => {
    const bare = await ServedApi.start({ app: join(folder, 'nothing') });
    try {
      const answer = await bare.ask('GET', '/');
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({
        detail: expect.stringContaining('the API is at `/api/v1`'),
      });
    } finally {
      await bare.close();
    }
  });
});
