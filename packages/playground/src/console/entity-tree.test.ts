import { expect, test } from '@jest/globals';
import { entityTree, type EntityNode } from './entity-tree.js';

const lines = (nodes: readonly EntityNode[], depth = 0): readonly string[] =>
  nodes.flatMap(({ kind, name, about, children }) => [
    `${'  '.repeat(depth)}${kind} ${name}${about === '' ? '' : ` (${about})`}`,
    ...lines(children, depth + 1),
  ]);

test('entities stand within those that they belong to', () => {
  const place = { virtualCluster: 'default', application: 'shop', gateway: 'shop' };
  const elsewhere = { ...place, virtualCluster: 'test' };
  const tree = entityTree({
    projects: [{ name: 'p' }],
    clusters: [{ name: 'local', project: 'p' }],
    virtualClusters: [
      { name: 'default', cluster: 'local' },
      { name: 'test', cluster: 'local' },
    ],
    applications: [{ name: 'shop', virtualCluster: 'default', gateways: ['shop'] }],
    deployments: [
      { ...place, name: 'shop-v1', version: 'v1', labels: {} },
      { ...elsewhere, name: 'shop-v2', version: 'v2', labels: {} },
    ],
    services: [{ ...place, name: 'shop-v1', version: 'v1', addresses: [] }],
    ingresses: [
      {
        name: 'shop',
        virtualCluster: 'default',
        gateway: 'shop',
        hosts: ['shop.example'],
        address: '127.0.0.1:80',
      },
    ],
  });
  expect(lines(tree)).toEqual([
    'project p',
    '  cluster local',
    '    virtual cluster default',
    '      application shop (gateways: shop)',
    '        deployment shop-v1 (version v1)',
    '        service shop-v1 (no address)',
    '      ingress shop (shop.example, 127.0.0.1:80)',
    '    virtual cluster test',
  ]);
});
