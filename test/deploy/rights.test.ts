import { describe, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { manifestsIn, rightsOf, type Manifest } from './manifests.js';

/** What the controller may do is what it does, and not more. */
const READ = ['get', 'list', 'watch'];
const WRITE = [...READ, 'create', 'patch', 'delete'];

type Kind = keyof typeof KINDS;

function of(verbs: readonly string[], ...kinds: readonly Kind[]): readonly string[] {
  return kinds.flatMap((name) => {
    const { apiVersion, plural } = KINDS[name];
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return verbs.map((verb) => `${verb} ${group}/${plural}`);
  });
}

const GRANTED: readonly (readonly [file: string, role: string, rights: readonly string[]])[] = [
  [
    'base/controller.yaml',
    'lamia-controller',
    [
      ...of(READ, 'gateway', 'policy', 'deployment', 'service'),
      ...of(['create', 'patch'], 'event'),
      'update lamia.dev/gateways',
      'update lamia.dev/gateways/status',
    ],
  ],
  ['base/controller.yaml', 'lamia-leases', of([...READ, 'create', 'update', 'delete'], 'lease')],
  ['components/istio/rbac.yaml', 'lamia-istio', of(WRITE, 'istioVirtualService', 'istioDestinationRule')],
  [
    'components/gateway-api/rbac.yaml',
    'lamia-gateway-api',
    [...of(WRITE, 'httpRoute'), ...of(READ, 'referenceGrant')],
  ],
  [
    'components/gloo/rbac.yaml',
    'lamia-gloo',
    of(WRITE, 'glooVirtualService', 'glooRouteTable', 'glooUpstream'),
  ],
];

const FILES = [...new Set(GRANTED.map(([file]) => file))];
const isRole = ({ kind }: Manifest): boolean => kind === 'Role' || kind === 'ClusterRole';
/** Those for people, which Kubernetes adds to its own roles. */
const isForPeople = ({ metadata: { labels = {} } }: Manifest): boolean =>
  Object.keys(labels).some((label) => label.startsWith('rbac.authorization.k8s.io/aggregate-to-'));

describe('the rights of the controller', () => {
  const objects = FILES.flatMap((file) => manifestsIn(`kustomize/${file}`));
  const roles = objects.filter((each) => isRole(each) && !isForPeople(each));

  test.each(GRANTED)('%s gives exactly those of %s', (file, name, rights) => {
    const role = manifestsIn(`kustomize/${file}`).filter(
      (each) => isRole(each) && each.metadata.name === name,
    );
    expect(rightsOf(role)).toEqual(rights.toSorted());
  });

  test('no other role is there', () => {
    expect(roles.map(({ metadata }) => metadata.name).toSorted()).toEqual(
      GRANTED.map(([, name]) => name).toSorted(),
    );
  });

  test('reach every kind that the code knows, and nothing that the code does not', () => {
    const known = new Set(of([''], ...(Object.keys(KINDS) as Kind[])).map((right) => right.trim())); // its own keys
    const granted = new Set(
      rightsOf(roles).map((right) => right.replace(/^\w+ /, '').replace(/\/status$/, '')),
    );
    expect([...granted].toSorted()).toEqual([...known].toSorted());
  });

  test('are no wildcards, no secrets, no pods, and leases in one namespace only', () => {
    for (const right of rightsOf(roles)) expect(right).not.toMatch(/\*|secrets|pods|configmaps/);
    expect(roles.filter(({ kind }) => kind === 'Role').map(({ metadata }) => metadata)).toMatchObject([
      { name: 'lamia-leases', namespace: 'lamia-system' },
    ]);
  });

  test('are bound to the account that the controller runs as, each role once', () => {
    const bindings = objects.filter(({ kind }) => kind.endsWith('RoleBinding'));
    expect(bindings.map(({ roleRef }) => (roleRef as { name: string }).name).toSorted()).toEqual(
      roles.map(({ metadata }) => metadata.name).toSorted(),
    );
    for (const { subjects } of bindings) {
      expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'lamia', namespace: 'lamia-system' }]);
    }
  });
});

test('people may write what they want to be released, and not the state of a release', () => {
  const forPeople = manifestsIn('kustomize/base/controller.yaml').filter(isForPeople);
  expect(rightsOf(forPeople)).toEqual(
    [
      ...of(READ, 'gateway', 'policy'),
      ...of(['create', 'update', 'patch', 'delete'], 'gateway', 'policy'),
    ].toSorted(),
  );
});
