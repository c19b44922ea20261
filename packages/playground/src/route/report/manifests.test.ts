import { describe, expect, test } from '@jest/globals';
import { FIRST_TARGETS, type TargetsDraft } from '../gateway/targets-draft.js';
import { FIRST_PROJECT, type RouteProject } from '../project.js';
import { gatewayOf } from './gateway-read.js';
import { manifestFor, type Manifest } from './manifests.js';
import { isUnfinished, manifestsToShow } from './manifests-to-show.js';
import { TARGETS } from './targets.js';

function project(condition: string): RouteProject {
  const routes = [{ id: 'r0', name: 'route-0', condition, percents: [0, 100], mirror: null }];
  return { ...FIRST_PROJECT, routes };
}

function textOf(target: Manifest['target'], from: RouteProject, targets: Partial<TargetsDraft> = {}): string {
  const { text, findings } = manifestFor(target, gatewayOf(from), { ...FIRST_TARGETS, ...targets });
  if (text === null) throw new Error(JSON.stringify(findings));
  return text;
}

describe('manifests', () => {
  test('are written for every data plane', () => {
    const gateway = gatewayOf(FIRST_PROJECT);
    const texts = TARGETS.map(({ name }) => manifestFor(name, gateway, FIRST_TARGETS).text);
    expect(texts.map((text) => text?.includes('Nexus 6P') ?? false)).toEqual([true, true, true, true, true]);
    expect(texts[0]).toContain('kind: VirtualService');
    expect(texts[4]).toContain('use_backend');
  });

  test('say what a data plane cannot', () => {
    const gateway = gatewayOf(project('scheme exact "https"'));
    expect(manifestFor('gateway-api', gateway, FIRST_TARGETS)).toMatchObject({
      text: null,
      findings: [{ severity: 'error', code: 'target-cannot', route: 'route-0' }],
    });
    expect(manifestFor('envoy', gateway, FIRST_TARGETS).text).not.toBeNull();
  });

  test('wait for what is not finished', () => {
    expect(gatewayOf(project('path'))).toMatchObject({
      ok: false,
      message: expect.stringContaining('route-0'),
    });
    const uneven = gatewayOf({ ...FIRST_PROJECT, rest: [50, 40] });
    expect(manifestFor('istio', uneven, FIRST_TARGETS).findings).toMatchObject([
      { message: 'nothing is written before the weights of `the rest` sum to 100' },
    ]);
  });
});

describe('what manifests are written for', () => {
  const either = project('path exact "/a" or path exact "/b"');

  test('versions are reached where the project says, and are told apart by labels', () => {
    const services = [
      { service: 'shop', port: 8080, labels: 'version: v1' },
      { service: 'shop', port: 8080, labels: 'version=v2, track=canary' },
    ];
    const istio = textOf('istio', { ...FIRST_PROJECT, name: 'till', namespace: 'market', services });
    expect(istio).toContain('name: till\n  namespace: market');
    expect(istio).toContain('host: shop');
    expect(istio).toContain('number: 8080');
    expect(istio).toContain('track: canary');
    const named = {
      ...FIRST_PROJECT,
      services: [
        { service: '192.0.2.1', port: 81, labels: '' },
        { service: '', port: 82, labels: '' },
      ],
    };
    expect(textOf('haproxy', named)).toMatch(/192\.0\.2\.1:81 [^]*version2:82 /);
  });

  test('copies go out with their share, and are refused where a data plane makes none', () => {
    const copying = { ...FIRST_PROJECT, restMirror: { version: 'version2', percent: 12.5 } };
    expect(textOf('istio', copying)).toMatch(/mirrorPercentage:\n\s+value: 12\.5/);
    expect(manifestFor('haproxy', gatewayOf(copying), FIRST_TARGETS)).toMatchObject({
      text: null,
      findings: [{ code: 'target-cannot', message: expect.stringContaining('copy') }],
    });
  });

  test('the release of Istio decides how its objects are called', () => {
    expect(textOf('istio', either)).toContain('networking.istio.io/v1\n');
    expect(textOf('istio', either, { istio: '1.21' })).toContain('networking.istio.io/v1beta1\n');
    expect(manifestFor('istio', gatewayOf(either), { ...FIRST_TARGETS, istio: 'two' })).toMatchObject({
      text: null,
      findings: [{ code: 'target-name', message: expect.stringContaining('`two` is no release') }],
    });
  });

  test('the core of the Gateway API has no regular expressions', () => {
    expect(
      manifestFor('gateway-api', gatewayOf(FIRST_PROJECT), { ...FIRST_TARGETS, profile: 'core' }),
    ).toMatchObject({
      text: null,
      findings: expect.arrayContaining([expect.objectContaining({ severity: 'error', route: 'chrome' })]),
    });
    expect(textOf('gateway-api', either, { profile: 'core', gatewayApi: 'v1.0' })).toContain('HTTPRoute');
  });

  test('alternatives of a route share a rule unless they are to be apart', () => {
    const count = (text: string): number => text.split('host: version2').length - 1;
    expect(count(textOf('istio', either))).toBeLessThan(count(textOf('istio', either, { split: true })));
  });

  test('HAProxy listens where it is said, and has raw ACLs unless they are refused', () => {
    const raw = project('<hdr_sub(user-agent) Chrome>');
    expect(textOf('haproxy', raw, { listen: '[::1]:81' })).toContain('bind [::1]:81');
    expect(manifestFor('haproxy', gatewayOf(raw), { ...FIRST_TARGETS, rawAcls: false }).text).toBeNull();
    expect(isUnfinished(manifestFor('haproxy', gatewayOf(either), { ...FIRST_TARGETS, listen: 'x' }))).toBe(
      true,
    );
    expect(textOf('istio', either, { listen: 'x' })).toContain('VirtualService');
  });

  test.each([
    ['route 1 has a name', { ...either, routes: either.routes.map((route) => ({ ...route, name: ' ' })) }],
    ['`route-0` stands twice', { ...either, routes: [...either.routes, ...either.routes] }],
    ['more than 0 % of `the rest` is copied', { ...either, restMirror: { version: 'version2', percent: 0 } }],
    [
      'the service of `version1` is mended: a port',
      { ...either, services: [{ service: '', port: 0, labels: '' }] },
    ],
    ['labels are written as', { ...either, services: [{ service: '', port: 80, labels: 'v1' }] }],
  ])('nothing is written before %s', (message, from) => {
    expect(gatewayOf(from)).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });
});

test('what was written stays while the routes are half written', () => {
  const manifests = (from: RouteProject, target: Manifest['target'] = 'istio') =>
    new Map([[target, manifestFor(target, gatewayOf(from), FIRST_TARGETS)]]);
  const [good, half] = [manifests(FIRST_PROJECT), manifests(project('path'))];
  const shown = manifestsToShow(new Map(), good);
  expect(shown.get('istio')).toBe(good.get('istio'));
  expect(manifestsToShow(shown, half)).toBe(shown);
  const refused = manifests(project('<hdr_sub(user-agent) Chrome>'));
  expect(manifestsToShow(shown, refused).get('istio')).toBe(refused.get('istio'));
  expect(manifestsToShow(refused, half).get('istio')).toBe(half.get('istio'));
});
