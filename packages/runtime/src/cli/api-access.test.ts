import { describe, expect, test } from '@jest/globals';
import { apiAccess, type ApiFlags } from './api-access.js';

const LOCAL: ApiFlags = { listen: '127.0.0.1:0' };
const OPEN: ApiFlags = { listen: '0.0.0.0:8443', tokens: 'tokens' };
const TLS = { tlsCert: 'cert.pem', tlsKey: 'key.pem' };

describe('apiAccess', () => {
  test('reads the flags', () => {
    expect(apiAccess(LOCAL)).toEqual({
      listen: { host: '127.0.0.1', port: 0 },
      tokens: null,
      tls: null,
      plainHttp: false,
      hosts: [],
    });
    expect(apiAccess({ ...OPEN, ...TLS, allowHost: ['lamia.example'] })).toEqual({
      listen: { host: '0.0.0.0', port: 8443 },
      tokens: 'tokens',
      tls: { cert: 'cert.pem', key: 'key.pem' },
      plainHttp: false,
      hosts: ['lamia.example'],
    });
    expect(apiAccess({ ...OPEN, plainHttp: true }).plainHttp).toBe(true);
  });

  test.each<[ApiFlags, string]>([
    [{ listen: '8090' }, '`--listen` wants `HOST:PORT`'],
    [{ listen: '0.0.0.0:8090' }, 'needs `--tokens FILE`'],
    [{ listen: '0.0.0.0:8090', ...TLS }, 'needs `--tokens FILE`'],
    [OPEN, 'tokens would travel unencrypted'],
    [{ ...OPEN, tlsCert: 'cert.pem' }, 'belong together'],
    [{ ...LOCAL, tlsKey: 'key.pem' }, 'belong together'],
    [{ ...LOCAL, plainHttp: true }, 'leave it out here'],
    [{ ...OPEN, ...TLS, plainHttp: true }, 'leave it out here'],
  ])('%j is refused', (flags, why) => {
    expect(() => apiAccess(flags)).toThrow(why);
  });
});
