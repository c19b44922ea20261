import { beforeEach, describe, expect, test } from '@jest/globals';
import type { KubernetesObject } from '../cluster/object.js';
import type { WatchedObjects } from '../watch/watched-objects.js';
import { Concern } from './concern.js';

/** Objects that a test changes by hand. */
class Told implements WatchedObjects {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #listeners: ((key: string, object: KubernetesObject | null) => void)[] = [];

  get(key: string): KubernetesObject | null {
    return this.#objects.get(key) ?? null;
  }

  list(namespace?: string): readonly KubernetesObject[] {
    const all = [...this.#objects.values()];
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  hasSynced(): boolean {
    return true;
  }

  onChange(listener: (key: string, object: KubernetesObject | null) => void): () => void {
    this.#listeners.push(listener);
    return () => undefined;
  }

  set(key: string, object: KubernetesObject | null): void {
    if (object === null) this.#objects.delete(key);
    else this.#objects.set(key, object);
    for (const listener of this.#listeners) listener(key, object);
  }
}

let gateways: Told;
let policies: Told;
let deployments: Told;
let looked: string[];

beforeEach(() => {
  [gateways, policies, deployments] = [new Told(), new Told(), new Told()];
  looked = [];
  new Concern({ gateways, policies, deployments }, (key) => looked.push(key)).listen();
  gateways.set('team/found', gateway('found', { application: 'shop', policies: [{ ref: 'slow' }] }));
  gateways.set(
    'team/written',
    gateway('written', { application: 'shop', versions: {}, policy: { ref: 'slow' } }),
  );
  gateways.set('team/cart', gateway('cart', { application: 'cart', policies: [{ type: 'time' }] }));
  gateways.set('other/found', {
    ...gateway('found', { application: 'shop' }),
    metadata: { name: 'found', namespace: 'other' },
  });
  looked.length = 0;
});

function gateway(name: string, spec: object, metadata: object = {}): KubernetesObject {
  return {
    apiVersion: 'lamia.dev/v1',
    kind: 'Gateway',
    metadata: { name, namespace: 'team', generation: 1, ...metadata },
    spec,
  };
}

function deployment(version: string, availableReplicas = 0): KubernetesObject {
  const metadata = { name: `shop-${version}`, namespace: 'team', labels: { app: 'shop', version } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, status: { availableReplicas } };
}

describe('a change has those gateways looked at that it concerns', () => {
  test('of a gateway: itself, unless only its status is another', () => {
    const spec = { application: 'cart', policies: [{ type: 'time' }] };
    gateways.set('team/cart', { ...gateway('cart', spec), status: { phase: 'Progressing' } });
    expect(looked).toEqual([]);
    gateways.set('team/cart', gateway('cart', spec, { generation: 2 }));
    gateways.set(
      'team/cart',
      gateway('cart', spec, { generation: 2, annotations: { 'lamia.dev/act': 'pause' } }),
    );
    gateways.set('team/cart', null);
    expect(looked).toEqual(['team/cart', 'team/cart', 'team/cart']);
  });

  test('of a policy: those of its namespace that name it', () => {
    policies.set('team/slow', { apiVersion: 'lamia.dev/v1', kind: 'Policy', metadata: { name: 'slow' } });
    expect(looked).toEqual(['team/found', 'team/written']);
  });

  test('of a deployment: those that find their versions, when there are others', () => {
    deployments.set('team/shop-v1', deployment('v1'));
    deployments.set('team/shop-v1', deployment('v1', 3));
    expect(looked).toEqual(['team/found']);
    deployments.set('team/shop-v1', deployment('v2'));
    deployments.set('team/shop-v1', null);
    expect(looked).toEqual(['team/found', 'team/found', 'team/found']);
  });
});
