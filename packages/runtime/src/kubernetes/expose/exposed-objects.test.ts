import { describe, expect, test } from '@jest/globals';
import { exposedObjects } from './exposed-objects.js';
import type { Entry, Exposure } from './exposure.js';

function exposed(entry: Entry, more: Partial<Exposure> = {}) {
  const shop: Exposure = {
    application: 'shop',
    namespace: null,
    port: 80,
    targetPort: 'web',
    host: 'shop.example',
    entry,
  };
  return exposedObjects({ ...shop, ...more });
}

describe('an application that is exposed', () => {
  test('has a service for all of its versions, whatever brings it requests', () => {
    const entries: readonly Entry[] = [
      { kind: 'ingress', className: null },
      { kind: 'gateway', name: 'public', namespace: null, listener: null },
      { kind: 'new-gateway', className: 'istio' },
    ];
    for (const entry of entries) {
      const [service] = exposed(entry);
      expect(service?.object['spec']).toEqual({
        selector: { app: 'shop' },
        ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' }],
      });
    }
  });

  test('is reached by an ingress, of the class of the cluster where none is named', () => {
    const [, ingress] = exposed({ kind: 'ingress', className: null });
    const backend = { service: { name: 'shop', port: { number: 80 } } };
    expect(ingress?.object['spec']).toEqual({
      rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    });
  });

  test('is reached by a route on a gateway that is there', () => {
    const [, route, ...others] = exposed({
      kind: 'gateway',
      name: 'public',
      namespace: 'infra',
      listener: 'web',
    });
    expect(others).toEqual([]);
    expect(route?.object['spec']).toEqual({
      parentRefs: [{ name: 'public', namespace: 'infra', sectionName: 'web' }],
      hostnames: ['shop.example'],
      rules: [{ backendRefs: [{ name: 'shop', port: 80 }] }],
    });
  });

  test('is reached by a route on a gateway of its own, with a listener for its host', () => {
    const [, gateway, route] = exposed({ kind: 'new-gateway', className: 'istio' });
    expect(gateway?.object['spec']).toEqual({
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', protocol: 'HTTP', port: 80, hostname: 'shop.example' }],
    });
    expect(route?.object['spec']).toMatchObject({ parentRefs: [{ name: 'shop' }] });
  });

  test('stands in its namespace where one is named, under the kinds that an API server knows', () => {
    for (const { kind, object } of exposed(
      { kind: 'new-gateway', className: 'istio' },
      { namespace: 'team' },
    )) {
      expect(object).toMatchObject({
        apiVersion: kind.apiVersion,
        kind: kind.kind,
        metadata: { name: 'shop', namespace: 'team', labels: { app: 'shop' } },
      });
    }
  });
});
