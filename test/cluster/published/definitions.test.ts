import { beforeAll, describe, expect, test } from '@jest/globals';
import { KINDS } from '../../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type {
  KubernetesObject,
  ObjectKind,
} from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import { lamia } from '../../cli/lamia.js';
import { describeWithFolder } from '../../crds/crds.js';
import { cluster, describeWithCel, makeNamespace, messageOf, pathOf, succeeded } from '../cluster.js';
import { definitionsIn, install } from '../definitions.js';
import { request, type Answer } from '../server/request.mjs';

const { access } = cluster();

/** Requests of people are refused where they name fields that nobody knows; older servers do not know of this. */
const STRICT = 'fieldValidation=Strict';

let namespace: string;
const create = (kind: ObjectKind, body: object, query: string): Promise<Answer> =>
  request(access, 'POST', `${pathOf(kind, namespace)}?${STRICT}&${query}`, { body });

/** A gateway with two conditions and unequal shares. */
const gateway = (versions: string): string => `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop, namespace: ${namespace} }
spec:
  application: shop
  hosts: [shop.example]
  target: { kind: istio }
  versions: ${versions}
  baseline: version1
  candidate: version2
  routes:
    - name: chrome
      condition: header "User-Agent" regex "^.*(Chrome).*$" or header "User-Agent" regex "^.*(Nexus 6P).*$"
      weights: { version1: 50, version2: 50 }
    - name: beta
      condition: cookie "beta" exact "1" and not path under "/admin" and method in ("GET", "POST")
      weights: { version2: 100 }
    - name: default
      weights: { version1: 99.5, version2: 0.5 }
`;
const SERVICES = '{ version1: { service: shop-v1, port: 8080 }, version2: { service: shop-v2, port: 8080 } }';
const LABELS = '{ version1: { labels: { version: v1 } }, version2: { labels: { version: v2 } } }';

const kindOf = ({ apiVersion, kind }: KubernetesObject): ObjectKind => {
  const kinds: readonly ObjectKind[] = Object.values(KINDS);
  const found = kinds.find((each) => each.kind === kind && each.apiVersion === apiVersion);
  if (found === undefined) throw new RangeError(`no kind ${apiVersion} ${kind}`);
  return found;
};

const httpRoute = (backend: object, match: object = {}): object => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'refused' },
  spec: { parentRefs: [{ name: 'shop' }], rules: [{ matches: [match], backendRefs: [backend] }] },
});
const virtualService = (match: object, weight: unknown): object => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'refused' },
  spec: {
    hosts: ['shop.example'],
    http: [{ match: [match], route: [{ destination: { host: 'shop' }, weight }] }],
  },
});
const glooService = (weight: unknown): object => ({
  apiVersion: 'gateway.solo.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'refused' },
  spec: {
    virtualHost: {
      domains: ['shop.example'],
      routes: [{ matchers: [{ prefix: '/' }], routeAction: { multi: { destinations: [{ weight }] } } }],
    },
  },
});

const byShape: [string, ObjectKind, object, string][] = [
  [
    'a weight above the limit',
    KINDS.httpRoute,
    httpRoute({ name: 'a', port: 80, weight: 1_000_001 }),
    'weight',
  ],
  [
    'two tests in one',
    KINDS.istioVirtualService,
    virtualService({ uri: { exact: '/', regex: '/' } }, 1),
    'uri',
  ],
  ['a weight in words', KINDS.istioVirtualService, virtualService({}, 'half'), 'weight'],
  ['a weight in words', KINDS.glooVirtualService, glooService('half'), 'weight'],
];
const byRule: [string, ObjectKind, object, string][] = [
  [
    'a service without its port',
    KINDS.httpRoute,
    httpRoute({ name: 'a' }),
    'Must have port for Service reference',
  ],
  [
    'a path with an empty segment',
    KINDS.httpRoute,
    httpRoute({ name: 'a', port: 80 }, { path: { type: 'PathPrefix', value: '//a' } }),
    "must not contain '//'",
  ],
];

describeWithFolder('the published definitions', (folder) => {
  beforeAll(async () => {
    await install(access, definitionsIn(folder));
    namespace = await makeNamespace(access, 'published');
  });

  describe('what is compiled for a data plane', () => {
    test.each([
      ['istio', SERVICES, ['VirtualService']],
      ['istio', LABELS, ['DestinationRule', 'VirtualService']],
      ['gateway-api', SERVICES, ['HTTPRoute']],
      ['gloo', SERVICES, ['VirtualService']],
    ])('an API server accepts for %s, with versions %s', async (target, versions, kinds) => {
      const { code, stdout, stderr } = await lamia(['compile', '-', '--target', target, '--json'], {
        stdin: gateway(versions),
      });
      expect([code, stderr]).toEqual([0, '']);
      const { objects } = JSON.parse(stdout) as { readonly objects: readonly KubernetesObject[] };
      expect([...new Set(objects.map(({ kind }) => kind))].sort()).toEqual(kinds);
      for (const [index, object] of objects.entries()) {
        const kind = kindOf(object);
        // Two targets may write objects of one name.
        const named = {
          ...object,
          metadata: { ...object.metadata, name: `${target}-${versions.length}-${index}` },
        };
        succeeded(await create(kind, named, 'dryRun=All'));
        const created = succeeded(await create(kind, named, '')) as KubernetesObject;
        expect(created['spec']).toMatchObject(object['spec'] as object);
      }
    });
  });

  const refused = async (
    _what: string,
    kind: ObjectKind,
    object: object,
    expected: string,
  ): Promise<void> => {
    const answer = await create(kind, object, '');
    expect(answer.status).toBe(422);
    expect(messageOf(answer)).toContain(expected);
  };
  test.each(byShape)('%s is refused by its shape', refused);
  describeWithCel('rules', () => {
    test.each(byRule)('%s is refused by a rule', refused);
  });
});
