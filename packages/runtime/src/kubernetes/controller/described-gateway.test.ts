import { describe, expect, test } from '@jest/globals';
import type { KubernetesObject } from '../cluster/object.js';
import type { DeployedVersion } from '../discovery/deployed-version.js';
import { openSource } from './allowed-sources.js';
import { describedGateway, type Surroundings } from './described-gateway.js';

const URL = 'http://prometheus.monitoring:9090';

function resource(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'lamia.dev/v1',
    kind: 'Gateway',
    metadata: {
      name: 'shop',
      namespace: 'team',
      uid: '1',
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
    },
    spec: {
      ...{ application: 'shop', target: { kind: 'gateway-api' }, baseline: 'v1' },
      metrics: { source: { kind: 'prometheus', url: URL }, provider: 'istio' },
      routes: [{ name: 'default', weights: { v1: 100 } }],
      policies: [{ type: 'time' }],
      ...spec,
    },
  };
}

function policy(name: string, spec: unknown): KubernetesObject {
  return { apiVersion: 'lamia.dev/v1', kind: 'Policy', metadata: { name, namespace: 'team' }, spec };
}

function deployed(label: string, createdAt: number): DeployedVersion {
  return {
    ...{ namespace: 'team', deployment: `shop-${label}`, application: 'shop', label, createdAt },
    ...{ wanted: 1, available: 1 },
  };
}

const around: Surroundings = {
  policies: [],
  deployed: [deployed('v1', 1), deployed('v2', 2)],
  standing: null,
  sources: [openSource(URL)],
};

async function refused(spec: Record<string, unknown>, changes: Partial<Surroundings> = {}): Promise<string> {
  const described = await describedGateway(resource(spec), { ...around, ...changes });
  if (described.ok) throw new Error('nothing was wrong with it');
  return `${described.reason}: ${described.message}`;
}

describe('a Gateway resource', () => {
  test('is read with the versions that are deployed, under the name that its namespace gives it', async () => {
    const described = await describedGateway(resource(), around);
    expect(described).toMatchObject({
      ok: true,
      gateway: { name: 'team/shop', namespace: 'team', baseline: 'v1', candidate: 'v2' },
    });
  });

  test('is read for as whoever runs the controller has said', async () => {
    const credentials = {
      bearerToken: { kind: 'environment', name: 'PROMETHEUS_TOKEN' },
      ...{ basicAuth: null, caFile: '/etc/prometheus/ca.crt' },
    } as const;
    const sources = [openSource('http://other:9090'), { url: URL, ...credentials }];
    expect(await describedGateway(resource(), { ...around, sources })).toMatchObject({
      ok: true,
      gateway: { metrics: { source: { url: URL, ...credentials } } },
    });
  });

  test('is another one whenever what it refers to is', async () => {
    const revision = async (changes: Partial<Surroundings>): Promise<unknown> => {
      const described = await describedGateway(resource({ policies: [{ ref: 'slow' }] }), {
        ...{ ...around, policies: [policy('slow', { type: 'time', step: '10%' })] },
        ...changes,
      });
      return described.ok ? described.revision : described.message;
    };
    const first = await revision({});
    expect(await revision({})).toBe(first);
    expect(await revision({ policies: [policy('slow', { type: 'time', step: '5%' })] })).not.toBe(first);
    expect(await revision({ deployed: [...around.deployed, deployed('v3', 3)] })).not.toBe(first);
  });

  test('is not held up by a broken policy that it does not name, only by one that it does', async () => {
    const broken = policy('broken', { type: 'time', step: 'much' });
    expect(await describedGateway(resource(), { ...around, policies: [broken] })).toMatchObject({ ok: true });
    expect(await refused({ policies: [{ ref: 'broken' }] }, { policies: [broken] })).toMatch(
      /^Invalid: .*`much`/,
    );
  });

  test('is told what is wrong with its policies before there is anything to release', async () => {
    const policies = [{ type: 'custom', expression: 'result = ' }];
    expect(await refused({ policies }, { deployed: [deployed('v1', 1)] })).toMatch(/^Invalid: /);
  });

  test('is told in which field it is wrong', async () => {
    const routes = [
      { name: 'testers', condition: 'header "x" exat "y"', weights: { v1: 100 } },
      { name: 'default', weights: { v1: 100 } },
    ];
    expect(await refused({ routes })).toMatch(/found `exat` \(`spec\.routes\[0\]\.condition`\)$/);
    const broken = policy('broken', { type: 'custom', expression: 'result = candidat; result' });
    expect(await refused({ policies: [{ ref: 'broken' }] }, { policies: [broken] })).toMatch(
      /`candidat`.* \(`spec\.expression` of the policy `broken`\)$/,
    );
  });

  test('waits while nothing is deployed', async () => {
    expect(await refused({}, { deployed: [] })).toBe(
      'NoVersions: no Deployment in the namespace has the labels `app: shop` and `version`; label one, or write `versions`',
    );
  });

  test.each([
    [{ routes: [] }, /^Invalid: .*routes/],
    [{ target: { kind: 'embedded' } }, /^Invalid: /],
    [
      { metrics: { source: { kind: 'prometheus', url: 'http://elsewhere:9090' }, provider: 'istio' } },
      /^Invalid: the controller may not read `http:\/\/elsewhere:9090`: it allows `http:\/\/prometheus.monitoring:9090`/,
    ],
    [
      {
        metrics: {
          source: { kind: 'prometheus', url: URL, bearerTokenFile: '/etc/passwd' },
          provider: 'istio',
        },
      },
      /^Invalid: `bearerTokenFile`/,
    ],
    [
      { metrics: { source: { kind: 'scrape', urls: ['http://a:1'] }, provider: 'istio' } },
      /^Invalid: the source `scrape`/,
    ],
  ])('that asks for %j is refused', async (spec, message) => {
    expect(await refused(spec)).toMatch(message);
  });
});
