import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { ServedApi } from '../testing/served-api.js';

let api: ServedApi;
beforeEach(async () => {
  api = await ServedApi.start({ withTokens: true });
});
afterEach(() => api.close());

const scriptOf = (html: string): string => /<script>([^]*)<\/script>/.exec(html)?.[1] ?? '';

describe('the page', () => {
  test('runs only its own style and script, and loads nothing from elsewhere', async () => {
    const answer = await api.ask('GET', '/');
    const policy = answer.headers.get('content-security-policy') ?? '';
    const html = await answer.text();
    for (const [tag, directive] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ] as const) {
      const text = new RegExp(`<${tag}>([^]*)</${tag}>`).exec(html)?.[1] ?? '';
      expect(text.length).toBeGreaterThan(100);
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(html).not.toMatch(/<!-- (style|script) -->/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('keeps a token in no place that outlives it', async () => {
    const script = scriptOf(await (await api.ask('GET', '/')).text());
    expect(script).toContain('authorization');
    expect(script).not.toMatch(/localStorage|sessionStorage|document\.cookie|indexedDB|EventSource/);
  });

  test('makes text of what it is told, never markup', async () => {
    const script = scriptOf(await (await api.ask('GET', '/')).text());
    expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/);
  });

  test('is there without a token, and what it shows is not', async () => {
    expect((await api.ask('GET', '/')).status).toBe(200);
    expect((await api.ask('GET', '/api/v1/gateways')).status).toBe(401);
  });
});
