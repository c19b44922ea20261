import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayDocument } from '../testing/gateways.js';
import { commandJob } from './command-job.js';

const FOUNDING =
  'if (metric version1 errors > metric version2 errors) { result = version2; } else { result = nil; } result';

describe('commandJob', () => {
  test('checks programs and configuration alike', async () => {
    expect(await commandJob('check', { source: 'requests > ', kind: 'score' })).toMatchObject({
      ok: true,
      document: { ok: false, files: [{ file: '-', diagnostics: [{ severity: 'error', line: 1 }] }] },
    });
    const source = JSON.stringify(gatewayDocument());
    expect(await commandJob('check', { source, kind: 'gateway' })).toMatchObject({
      ok: true,
      document: { ok: true, files: [{ kind: 'gateway' }] },
    });
    expect(
      await commandJob('check', { source: FOUNDING, versions: ['version1'], kind: 'decision' }),
    ).toMatchObject({
      ok: true,
      document: {
        ok: false,
        files: [{ diagnostics: [{ code: 'unknown-version' }, { code: 'unknown-version' }] }],
      },
    });
  });

  test('formats', async () => {
    expect(await commandJob('format', { source: 'a+1' })).toEqual({
      ok: true,
      document: { text: 'a + 1\n', changed: true },
    });
    expect(await commandJob('format', { source: 'a + 1\n' })).toMatchObject({ document: { changed: false } });
    expect(await commandJob('format', { source: 'a +' })).toMatchObject({
      ok: false,
      problem: { status: 422, diagnostics: [{ severity: 'error' }] },
    });
  });

  test('evaluates decisions and scores', async () => {
    const metrics = { version1: { errors: 5 }, version2: { errors: 1 } };
    expect(await commandJob('evaluate', { source: FOUNDING, metrics })).toMatchObject({
      ok: true,
      document: { kind: 'decision', decided: true, result: 'version2', unknown: [] },
    });
    expect(await commandJob('evaluate', { source: 'errors', metrics, goal: 'lowest' })).toMatchObject({
      ok: true,
      document: { kind: 'score', values: { version1: 5, version2: 1 }, best: 'version2' },
    });
    expect(
      await commandJob('evaluate', { source: FOUNDING, metrics: { version1: {}, version2: {} } }),
    ).toMatchObject({
      ok: true,
      document: { decided: false, result: null },
    });
    expect(await commandJob('evaluate', { source: FOUNDING, metrics: { version1: 5 } })).toMatchObject({
      ok: false,
    });
  });

  test('matches', async () => {
    const source = 'header "User-Agent" contains "Chrome"';
    const request = { path: '/', headers: [['User-Agent', 'Chrome/99']] };
    expect(await commandJob('match', { source, request })).toMatchObject({
      ok: true,
      document: { matches: true, plain: true },
    });
    expect(await commandJob('match', { source, request: {} })).toMatchObject({
      document: { matches: false },
    });
    expect(await commandJob('match', { source, request: { paht: '/' } })).toMatchObject({
      ok: false,
      problem: { diagnostics: [{ code: 'unknown-key' }] },
    });
    expect(await commandJob('match', { source: 'header', request: {} })).toMatchObject({ ok: false });
  });

  test('compiles conditions and gateways', async () => {
    const source = 'cookie "beta" exact "1"';
    expect(
      await commandJob('compile', { source, target: 'haproxy', to: { v2: 100 }, otherwise: { v1: '100%' } }),
    ).toMatchObject({ ok: true, document: { config: expect.stringContaining('backend') } });
    expect(await commandJob('compile', { source, target: 'istio' })).toMatchObject({
      ok: false,
      problem: { status: 422 },
    });
    expect(
      await commandJob('compile', { source: JSON.stringify(gatewayDocument()), target: 'rules' }),
    ).toMatchObject({ ok: true, document: { rules: [{ all: [], to: { version1: 100 } }] } });
  });

  test('looks at no file that a text names, and does not tell which there are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lamia-sealed-'));
    try {
      const there = join(folder, 'metrics.yaml');
      writeFileSync(there, 'metrics: {}');
      const answers = await Promise.all(
        [there, join(folder, 'none.yaml')].map(async (path) => {
          const document = gatewayDocument();
          const source = { kind: 'prometheus', url: 'http://127.0.0.1:9090', bearerTokenFile: path };
          const spec = { ...document.spec, metrics: { source, provider: path } };
          const answer = await commandJob('check', { source: JSON.stringify({ ...document, spec }) });
          return JSON.stringify(answer)
            .replaceAll(path, 'PATH')
            .replaceAll(/"(start|end|column)":\d+/g, '');
        }),
      );
      expect(answers[0]).toContain('unknown-catalogue');
      expect(answers[0]).toBe(answers[1]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
