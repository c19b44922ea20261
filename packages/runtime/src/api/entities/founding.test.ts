import { expect, test } from '@jest/globals';
import type { Gateway } from '../../config/gateway.js';
import { gatewayWith } from '../../release/testing/gateways.js';
import {
  applications,
  clusters,
  deployments,
  ingresses,
  projects,
  services,
  virtualClusters,
} from './founding.js';

const SHOP = gatewayWith([]);
const NEWS: Gateway = gatewayWith([], { name: 'news', namespace: 'media', listen: null });
const BESIDE: Gateway = gatewayWith([], { name: 'beside', hosts: ['shop.example'], listen: null });
const ALL = [SHOP, NEWS, BESIDE];

test('a runtime of its own has one project and one cluster', () => {
  expect([projects(), clusters()]).toEqual([[{ name: 'default' }], [{ name: 'local', project: 'default' }]]);
});

test('virtual clusters are the namespaces of gateways', () => {
  expect(virtualClusters(ALL).map(({ name }) => name)).toEqual(['default', 'media']);
});

test('an application is one in each namespace, with all its gateways', () => {
  expect(applications(ALL)).toEqual([
    { name: 'shop', virtualCluster: 'default', gateways: ['shop', 'beside'] },
    { name: 'shop', virtualCluster: 'media', gateways: ['news'] },
  ]);
});

test('a deployment is one version, a service is where it is reached', () => {
  expect(deployments([SHOP])[1]).toEqual({
    name: 'shop-version2',
    virtualCluster: 'default',
    application: 'shop',
    version: 'version2',
    gateway: 'shop',
    labels: {},
  });
  expect(services([SHOP]).map(({ addresses }) => addresses)).toEqual([
    ['127.0.0.1:9001'],
    ['127.0.0.1:9002'],
  ]);
});

test('an ingress is where requests come in', () => {
  const bound = ingresses(ALL, (name) => (name === 'shop' ? { host: '127.0.0.1', port: 8080 } : null));
  expect(bound).toEqual([
    { name: 'shop', virtualCluster: 'default', gateway: 'shop', hosts: [], address: '127.0.0.1:8080' },
    { name: 'beside', virtualCluster: 'default', gateway: 'beside', hosts: ['shop.example'], address: null },
  ]);
});
