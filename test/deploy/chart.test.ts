import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { loadConfiguration } from '../../packages/runtime/src/config/load-configuration.js';
import { lamia } from '../cli/lamia.js';
import {
  CHART,
  DEPLOY,
  ROOT,
  identity,
  manifestsIn,
  manifestsOf,
  rightsOf,
  type Manifest,
} from './manifests.js';
import { describeWithHelm } from './programs.js';

/** Everything that the chart can be asked for, at once. */
const EVERYTHING = {
  targets: { istio: true, gatewayApi: true, gloo: true },
  shards: 8,
  prometheus: ['http://prometheus.monitoring:9090'],
  configuration: {
    maxReleases: 3,
    webhooks: { review: { url: { env: 'REVIEW_URL' }, signingKey: { env: 'REVIEW_KEY' } } },
  },
  admission: { enabled: true, certificate: { certManager: { enabled: true } } },
  serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
  alerts: { enabled: true },
  dashboard: { enabled: true },
  env: ['url', 'key'].map((key) => ({
    name: `REVIEW_${key.toUpperCase()}`,
    valueFrom: { secretKeyRef: { name: 'review', key } },
  })),
  volumes: [{ name: 'authority', secret: { secretName: 'authority' } }],
  volumeMounts: [{ name: 'authority', mountPath: '/etc/authority', readOnly: true }],
  networkPolicy: { metricsFrom: [{ namespaceSelector: { matchLabels: { name: 'monitoring' } } }] },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  priorityClassName: 'high',
  imagePullSecrets: [{ name: 'pull' }],
  podAnnotations: { note: 'b' },
  podLabels: { team: 'platform' },
};

type Values = Readonly<Record<string, unknown>>;

describeWithHelm('the chart', (helm, kustomize) => {
  function template(values: Values): {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
  } {
    const folder = mkdtempSync(path.join(tmpdir(), 'lamia-chart-'));
    try {
      const file = path.join(folder, 'values.json');
      writeFileSync(file, JSON.stringify(values));
      const where = ['--namespace', 'lamia-system', '--kube-version', '1.32.0', '--values', file];
      const { status, stdout, stderr } = spawnSync(helm, ['template', 'lamia', CHART, ...where], {
        encoding: 'utf8',
      });
      return { code: status, stdout, stderr };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  function rendered(values: Values): readonly Manifest[] {
    const { code, stdout, stderr } = template(values);
    if (code !== 0) throw new Error(stderr);
    return manifestsOf(stdout);
  }
  const args = (objects: readonly Manifest[]): readonly string[] => {
    const deployment = objects.find(({ kind }) => kind === 'Deployment');
    const { spec } = deployment as unknown as {
      readonly spec: {
        readonly template: { readonly spec: { readonly containers: readonly { args: string[] }[] } };
      };
    };
    return spec.template.spec.containers[0]?.args ?? [];
  };

  test.each([
    ['as it comes', {}],
    ['with everything', EVERYTHING],
    ['in two namespaces', { ...EVERYTHING, namespaces: ['team-a', 'team-b'] }],
    [
      'with a certificate of its own',
      { admission: { enabled: true, certificate: { secretName: 'webhook', caBundle: 'YQ==' } } },
    ],
    ['with nothing but a Deployment', { rbac: { create: false }, crds: { install: false } }],
  ])('%s holds every object once', (_, values) => {
    const names = rendered(values).map(identity);
    expect(names).toContain('Deployment lamia-system lamia');
    expect(new Set(names).size).toBe(names.length);
  });

  test('passes its lint', () => {
    execFileSync(helm, ['lint', '--strict', '--kube-version', '1.32.0', CHART], { stdio: 'pipe' });
  });

  test.each([
    ['a key that is none', { replica: 3 }, 'replica'],
    ['a target that is none', { targets: { linkerd: true } }, 'linkerd'],
    ['an address of Prometheus that is none', { prometheus: ['prometheus'] }, 'prometheus'],
    ['a tag that is none', { image: { tag: 'two words' } }, "at '/image/tag'"],
    [
      'a notifier that the controller would not know',
      { configuration: { notifiers: { team: { kind: 'pager', url: { env: 'PAGER' } } } } },
      "at '/configuration/notifiers/team/kind'",
    ],
    [
      'a secret that stands in the values',
      {
        configuration: {
          webhooks: { review: { url: 'https://review.example', signingKey: { env: 'KEY' } } },
        },
      },
      "at '/configuration/webhooks/review/url': got string, want object",
    ],
    [
      'a webhook without certificate',
      { admission: { enabled: true } },
      'admission.certificate.secretName is empty',
    ],
    [
      'a certificate without authority',
      { admission: { enabled: true, certificate: { secretName: 'webhook' } } },
      'admission.certificate.caBundle is empty',
    ],
    [
      'an authority that is not in base64',
      {
        admission: {
          enabled: true,
          certificate: { secretName: 'webhook', caBundle: '-----BEGIN CERTIFICATE-----' },
        },
      },
      "at '/admission/certificate/caBundle'",
    ],
    ['somebody who is not named', { serviceAccount: { create: false } }, 'serviceAccount.name is empty'],
  ])('refuses %s', (_, values, message) => {
    const { code, stderr } = template(values);
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  });

  test('tells the controller what it was told', () => {
    expect(args(rendered({ ...EVERYTHING, namespaces: ['team-a', 'team-b'] }))).toEqual([
      'controller',
      ...['--listen', '0.0.0.0:8080'],
      ...['--log-level', 'info'],
      ...['--namespaces', 'team-a,team-b'],
      ...['--shards', '8'],
      ...['--prometheus', 'http://prometheus.monitoring:9090'],
      ...['--configuration', '/etc/lamia/runtime.yaml'],
      ...['--webhook-listen', '0.0.0.0:9443'],
      ...['--webhook-cert', '/etc/lamia-webhook/tls.crt'],
      ...['--webhook-key', '/etc/lamia-webhook/tls.key'],
    ]);
    expect(args(rendered({ listen: { host: '::' } }))).toEqual([
      'controller',
      ...['--listen', '[::]:8080'],
      ...['--log-level', 'info'],
    ]);
  });

  test('tells it in flags that there are, and configures it with what can be read', async () => {
    const all = rendered({ ...EVERYTHING, namespaces: ['team-a'] });
    const { stdout } = await lamia(['controller', '--help']);
    const flags = args(all).filter((word) => word.startsWith('--'));
    expect(flags.length).toBeGreaterThan(8);
    for (const flag of flags) expect(stdout).toMatch(new RegExp(`^ +${flag} <`, 'm'));
    const configuration = all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'lamia');
    const { 'runtime.yaml': text = '' } = configuration?.['data'] as Readonly<Record<string, string>>;
    const { runtimes, findings } = await loadConfiguration([{ file: 'runtime.yaml', text, named: true }]);
    expect([findings, runtimes.length]).toEqual([[], 1]);
  });

  test('gives rights in the namespaces that are named, and nowhere else', () => {
    const whole = rendered(EVERYTHING);
    const named = rendered({ ...EVERYTHING, namespaces: ['team-a', 'team-b'] });
    const rights = (objects: readonly Manifest[], kind: string, namespace?: string): readonly string[] =>
      rightsOf(
        objects.filter(
          ({ kind: each, metadata }) =>
            each === kind && metadata.namespace === namespace && !/-(view|edit)$/.test(metadata.name),
        ),
      );
    expect(rights(named, 'ClusterRole')).toEqual([]);
    for (const namespace of ['team-a', 'team-b']) {
      expect(rights(named, 'Role', namespace)).toEqual(rights(whole, 'ClusterRole'));
    }
    expect(rights(named, 'Role', 'lamia-system')).toEqual(rights(whole, 'Role', 'lamia-system'));
    const bound = named
      .filter(({ kind }) => kind.endsWith('Binding'))
      .map(({ metadata }) => metadata.namespace);
    expect(new Set(bound)).toEqual(new Set(['team-a', 'team-b', 'lamia-system']));
  });

  test('checks Gateways early in the namespaces that are looked after, and lets them through where nobody answers', () => {
    const [webhook] = rendered({ ...EVERYTHING, namespaces: ['team-a'] }).filter(
      ({ kind }) => kind === 'ValidatingWebhookConfiguration',
    );
    expect(webhook?.['webhooks']).toMatchObject([
      {
        failurePolicy: 'Ignore',
        sideEffects: 'None',
        rules: [{ resources: ['gateways', 'policies'], operations: ['CREATE', 'UPDATE'] }],
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['team-a'] }],
        },
      },
    ]);
  });

  test('is what the plain manifests were written from', () => {
    const module = path.join(ROOT, 'scripts/generate/manifests.mjs');
    const script = `import { manifests } from ${JSON.stringify(module)}; console.log(JSON.stringify([...manifests(${JSON.stringify(helm)})]));`;
    const written = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    for (const [file, text] of JSON.parse(written) as readonly (readonly [string, string])[]) {
      // What the script prints.
      expect([file, readFileSync(path.join(ROOT, file), 'utf8')]).toEqual([file, text]);
    }
  });

  test('installs the definitions of custom resources, which outlive it', () => {
    const definitions = rendered({}).filter(({ kind }) => kind === 'CustomResourceDefinition');
    const generated = ['gateways', 'policies'].flatMap((name) => manifestsIn(`crds/${name}.yaml`));
    expect(definitions.map(plain)).toEqual(generated.map(plain));
    for (const { metadata } of definitions) {
      expect(metadata).toMatchObject({ annotations: { 'helm.sh/resource-policy': 'keep' } });
    }
    expect(rendered({ crds: { install: false } }).map(({ kind }) => kind)).not.toContain(
      'CustomResourceDefinition',
    );
  });

  test('says the same as the kustomization with all its components', () => {
    const folder = mkdtempSync(path.join(DEPLOY, 'kustomize/test-'));
    try {
      const components = ['istio', 'gateway-api', 'gloo', 'admission', 'monitoring'];
      const kustomization = {
        resources: ['../base'],
        components: components.map((each) => `../components/${each}`),
      };
      writeFileSync(path.join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
      const [program, ...words] = kustomize;
      const built = manifestsOf(execFileSync(program, [...words, folder], { encoding: 'utf8' }));
      const on = { enabled: true };
      const fromChart = rendered({
        targets: EVERYTHING.targets,
        admission: EVERYTHING.admission,
        ...{ serviceMonitor: on, alerts: on, dashboard: on },
      });
      const known = new Map(fromChart.map((each) => [identity(each), plain(each)]));
      const others = built.filter(({ kind }) => kind !== 'Namespace');
      expect(others.map(identity).toSorted()).toEqual([...known.keys()].toSorted());
      for (const each of others) expect(plain(each)).toEqual(known.get(identity(each)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Without what tells who manages an object. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const told = new Set(['app.kubernetes.io/managed-by', 'helm.sh/resource-policy']);
  const entries = Object.entries<unknown>({ ...value })
    .filter(([key]) => !told.has(key))
    .map(([key, each]) => [key, plain(each)] as const);
  return Object.fromEntries(
    entries.filter(([key, each]) => key !== 'annotations' || JSON.stringify(each) !== '{}'),
  );
}
