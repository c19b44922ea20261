import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { manifestsIn, rightsOf, ROOT, type Manifest } from './manifests.js';

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
      ...of(READ, 'gateway', 'policy', 'deployment'),
      ...of(['create', 'patch'], 'event'),
      'update lamia.dev/gateways',
      'update lamia.dev/gateways/status',
    ],
  ],
  ['base/controller.yaml', 'lamia-leases', of(['get', 'list', 'create', 'update', 'delete'], 'lease')],
  ['components/istio/rbac.yaml', 'lamia-istio', of(WRITE, 'istioVirtualService', 'istioDestinationRule')],
  ['components/gateway-api/rbac.yaml', 'lamia-gateway-api', of(WRITE, 'httpRoute')],
  [
    'components/gloo/rbac.yaml',
    'lamia-gloo',
    [
      ...of(WRITE, 'glooVirtualService', 'glooRouteTable'),
      ...of([...READ, 'create', 'patch'], 'glooUpstream'),
    ],
  ],
];

const FILES = [...new Set(GRANTED.map(([file]) => file))];
const isRole = ({ kind }: Manifest): boolean => kind === 'Role' || kind === 'ClusterRole';
/** Those for people, which Kubernetes adds to its own roles. */
const isForPeople = ({ metadata: { labels = {} } }: Manifest): boolean =>
  Object.keys(labels).some((label) => label.startsWith('rbac.authorization.k8s.io/aggregate-to-'));

/** What each call to a cluster asks of the server. Applying makes objects that are not there. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  get: ['get'],
  list: ['list'],
  watch: ['watch'],
  create: ['create'],
  apply: ['create', 'patch'],
  replace: ['update'],
  replaceStatus: ['update/status'],
  remove: ['delete'],
};

/** Each kind that the code of a controller names, with the rights that the calls need which name it themselves. */
function namedInCode(): readonly (readonly [Kind, readonly string[]])[] {
  const verbs = new Map<Kind, Set<string>>();
  for (const folder of ['kubernetes', 'routing/kubernetes']) {
    const sources = path.join(ROOT, 'packages/runtime/src', folder);
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
      // What is exposed is written by people, with their rights.
      (file) => file.endsWith('.ts') && !/\.test\.ts$|^testing\/|\/testing\/|^expose\//.test(file),
    );
    for (const file of files) {
      const text = readFileSync(path.join(sources, file), 'utf8');
      for (const [, call = '', name = ''] of text.matchAll(/(?:\.(\w+)\(\s*)?\bKINDS\.(\w+)/g)) {
        if (!isKind(name)) throw new Error(`${file} names the kind ${name}, which there is not`);
        verbs.set(name, new Set([...(verbs.get(name) ?? []), ...(VERBS[call] ?? [])]));
      }
    }
  }
  return [...verbs].map(([name, found]) => [name, [...found].toSorted()]);
}

const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);

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

  test.each(namedInCode())('let the code do with %s what it does: %j', (name, verbs) => {
    const [resource = ''] = of([''], name);
    const granted = rightsOf(roles).filter((right) => /^\w+( .*?)(\/status)?$/.exec(right)?.[1] === resource);
    expect(granted.length).toBeGreaterThan(0);
    const needed = verbs.map((verb) =>
      verb === 'update/status' ? `update${resource}/status` : `${verb}${resource}`,
    );
    expect(granted).toEqual(expect.arrayContaining(needed));
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
