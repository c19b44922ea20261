import { expect, test } from '@jest/globals';
import { refusalToListen } from './listen-policy.js';

const NOTHING = { hasTokens: false, hasTls: false, plainHttp: false };
const at = (host: string): { readonly listen: { readonly host: string; readonly port: number } } => ({
  listen: { host, port: 8090 },
});

test.each(['127.0.0.1', '::1', 'localhost', '127.0.0.9'])('%s needs nothing', (host) => {
  expect(refusalToListen({ ...NOTHING, ...at(host) })).toBeNull();
});

test.each(['0.0.0.0', '::', '192.0.2.1', 'example.com', '127.0.0.1.example.com'])(
  '%s needs tokens, and TLS or a word that says otherwise',
  (host) => {
    const refusal = (given: Partial<typeof NOTHING>) =>
      refusalToListen({ ...NOTHING, ...at(host), ...given });
    expect(refusal({})).toContain('needs `--tokens FILE`');
    expect(refusal({ hasTls: true })).toContain('needs `--tokens FILE`');
    expect(refusal({ plainHttp: true })).toContain('needs `--tokens FILE`');
    expect(refusal({ hasTokens: true })).toContain('`--tls-cert FILE --tls-key FILE`, or `--plain-http`');
    expect(refusal({ hasTokens: true, hasTls: true })).toBeNull();
    expect(refusal({ hasTokens: true, plainHttp: true })).toBeNull();
  },
);
