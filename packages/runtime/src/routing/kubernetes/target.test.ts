import { describe, expect, test } from '@jest/globals';
import type { ClusterTargetSpec } from '../../config/gateway.js';
import { FenceError } from '../../kubernetes/leases/fence.js';
import { fieldAt, withField, type Fields } from './fields.js';
import { Mesh, NAME, NAMESPACE, plainly, routed, shop, targetSpec } from './testing/mesh.js';

const KINDS_OF_TARGETS: readonly ClusterTargetSpec['kind'][] = ['istio', 'gateway-api', 'gloo'];
const signal = AbortSignal.timeout(60_000);

describe.each(KINDS_OF_TARGETS)('the target %s', (kind) => {
  const given = { kind } as Partial<ClusterTargetSpec>;
  const gateway = shop({ target: given });
  const meshOf = (more: Partial<ClusterTargetSpec> = {}, patience = 0): Mesh =>
    new Mesh(targetSpec({ ...given, ...more }), patience);

  test('makes the objects of a gateway and reads its weights back', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(1_250));
    expect(plainly(await mesh.target.observe(NAME, signal))).toEqual({
      testers: { v2: 10_000 },
      default: { v1: 8_750, v2: 1_250 },
    });
    const { metadata } = mesh.object();
    expect(metadata.annotations).toEqual({ 'lamia.dev/gateway': 'shop', 'lamia.dev/epoch': '7' });
    expect(metadata.managedFields?.map(({ manager }) => manager)).toContain('lamia');
  });

  test('asks nothing while all is as it shall be', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(1_250));
    mesh.calls();
    const { writes } = mesh.cluster;
    await mesh.target.serve([gateway], [routed(1_250)], signal);
    await mesh.target.apply(routed(1_250), signal);
    await mesh.target.observe(NAME, signal);
    expect(mesh.calls()).toEqual([]);
    const another = mesh.targetWith();
    await another.serve([gateway], [routed(1_250)], signal);
    expect(mesh.cluster.writes).toBe(writes);
    expect(mesh.calls()).toEqual([]);
  });

  test('copies requests as its route says, and sees it where somebody else copies others', async () => {
    const mesh = meshOf();
    const [testers, others] = gateway.routes;
    if (testers === undefined || others === undefined) throw new Error('a shop has two routes');
    const copying = { ...gateway, routes: [testers, { ...others, mirror: { version: 'v2', share: 1_000 } }] };
    await mesh.serve(copying, routed(0));
    const [first, second] = mesh.rules() as readonly Fields[];
    expect(JSON.stringify(first)).not.toContain('irror');
    expect(second).toMatchObject(
      {
        istio: { mirror: { host: 'shop-v2' }, mirrorPercentage: { value: 10 } },
        'gateway-api': { filters: [{ requestMirror: { backendRef: { name: 'shop-v2' }, percent: 10 } }] },
        gloo: { options: { shadowing: { upstream: { name: 'shop-v2' }, percentage: 10 } } },
      }[kind],
    );
    expect(await mesh.target.observe(NAME, signal)).not.toBeNull();
    const text = JSON.stringify(second).replace(/"(value|percent|percentage)":10\b/, '"$1":90');
    await mesh.edit(mesh.rulesPath, [first, JSON.parse(text)]);
    expect(await mesh.target.observe(NAME, signal)).toBeNull();
    await mesh.serve(copying, routed(0));
    expect(mesh.rules()).toEqual([first, second]);
    expect(await mesh.target.observe(NAME, signal)).not.toBeNull();
  });

  test('sets weights with one write', async () => {
    const mesh = meshOf({}, 200);
    await mesh.serve(gateway, routed(0));
    mesh.calls();
    mesh.epoch = 8;
    const applied = mesh.target.apply(routed(2_000), signal);
    await until(() => mesh.weights(1).length === 2);
    await mesh.accept();
    await applied;
    expect(mesh.weights(1)).toEqual(kind === 'gloo' ? [8_000, 2_000] : [80, 20]);
    expect(mesh.weights(0)).toEqual([kind === 'gloo' ? 10_000 : 100]);
    expect(mesh.calls()).toEqual([`apply ${mesh.routingKind.kind} shop`]);
    expect(mesh.object().metadata.annotations?.['lamia.dev/epoch']).toBe('8');
  });

  test('names the very object that it has read, which a server makes anew by its name alone', async () => {
    const mesh = meshOf({}, 200);
    await mesh.serve(gateway, routed(0));
    const applied = mesh.target.apply(routed(2_000), signal);
    await until(() => mesh.weights(1).length === 2);
    await mesh.accept();
    await applied;
    const sent = mesh.connection.calls.findLast(({ verb }) => verb === 'apply')?.object?.metadata;
    expect(sent).toMatchObject({ uid: mesh.object().metadata.uid, resourceVersion: expect.any(String) });
  });

  test('serves nothing of which it was not told', async () => {
    const { target } = meshOf();
    expect(await target.observe(NAME, signal)).toBeNull();
    await expect(target.apply(routed(0), signal)).rejects.toThrow(
      'gateway `default/shop` is not served here',
    );
  });

  test('sees weights that were changed by hand, and sets them again', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    const [first, second] = mesh.rules() as readonly Fields[];
    const theirs = fieldAt(first, mesh.destinationsPath);
    await mesh.edit(mesh.rulesPath, [first, withField(second ?? {}, mesh.destinationsPath, theirs)]);
    await mesh.accept();
    expect(plainly(await mesh.target.observe(NAME, signal))).toEqual({
      testers: { v2: 10_000 },
      default: { v2: 10_000 },
    });
    await mesh.target.apply(routed(2_000), signal).catch(() => undefined);
    expect(mesh.weights(1)).toHaveLength(2);
  });

  test('sees rules that were changed by hand, and writes them again', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    const before = mesh.rules();
    await mesh.edit(mesh.rulesPath, mesh.rules().slice(1));
    await mesh.accept();
    expect(await mesh.target.observe(NAME, signal)).toBeNull();
    await mesh.serve(gateway, routed(2_000));
    expect(mesh.rules()).toEqual(before);
  });

  test('makes objects again that were removed', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    await mesh.others.remove(mesh.routingKind, { namespace: NAMESPACE, name: 'shop' }, signal);
    expect(await mesh.target.observe(NAME, signal)).toBeNull();
    await mesh.serve(gateway, routed(2_000));
    expect(plainly(await mesh.target.observe(NAME, signal))).toMatchObject({ testers: { v2: 10_000 } });
  });

  test('leaves alone what others add', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    const place = kind === 'gloo' ? ['spec', 'displayName'] : ['spec', 'exportTo'];
    await mesh.edit(place, 'others');
    await mesh.accept();
    expect(plainly(await mesh.target.observe(NAME, signal))).toMatchObject({ testers: { v2: 10_000 } });
    await mesh.target.apply(routed(3_000), signal).catch(() => undefined);
    expect(fieldAt(mesh.object(), place)).toBe('others');
    expect(mesh.weights(1)).toHaveLength(2);
  });

  test('tells of another manager that owns its rules, and takes them where it may', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    await claim(mesh, 'flagger');
    await mesh.accept();
    const path = mesh.rulesPath.map((name) => `.${name}`).join('');
    const refused = mesh.target.apply(routed(3_000), signal);
    await expect(refused).rejects.toThrow(
      `the ${mesh.routingKind.kind.toLowerCase()} \`default/shop\` is not written, since \`flagger\` owns \`${path}\` there; let go of it there, or set \`force: true\` in the gateway's \`target\``,
    );
    expect(mesh.rules()).toHaveLength(1);
    const forced = shop({ target: { ...given, force: true } });
    await mesh.serve(forced, routed(3_000));
    expect(plainly(await mesh.target.observe(NAME, signal))).toEqual({
      testers: { v2: 10_000 },
      default: { v1: 7_000, v2: 3_000 },
    });
  });

  test('writes to no object that others made', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    const made = mesh.object();
    await mesh.others.remove(mesh.routingKind, { namespace: NAMESPACE, name: 'shop' }, signal);
    const { apiVersion, kind: name } = made;
    const metadata = { name: 'shop', namespace: NAMESPACE };
    const theirs = { apiVersion, kind: name, metadata, spec: { theirs: true } };
    await mesh.others.create(mesh.routingKind, theirs, signal);
    await expect(mesh.target.serve([gateway], [routed(2_000)], signal)).rejects.toThrow(
      `the ${name.toLowerCase()} \`default/shop\` was made by others; name it in the gateway's \`target\` as \`adopt: shop\` to take its routes over`,
    );
    expect(mesh.object()['spec']).toEqual({ theirs: true });
  });

  test('writes nothing once the right to write is gone', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    const { writes } = mesh.cluster;
    mesh.holds = false;
    await expect(mesh.target.apply(routed(3_000), signal)).rejects.toThrow(FenceError);
    expect(mesh.cluster.writes).toBe(writes);
  });

  test('does not write over what a successor wrote', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    const stale = mesh.object();
    let asked = 0;
    // It falls asleep right after it was told that it may write.
    const fence = { epoch: 6, holds: () => ++asked === 1 };
    const late = mesh.targetWith({
      cached: (of) => (of === mesh.routingKind ? stale : null),
      fence: () => fence,
    });
    await late.serve([gateway], [routed(2_000)], signal).catch(() => undefined);
    await mesh.target.apply(routed(5_000), signal).catch(() => undefined);
    const after = mesh.object();
    await expect(late.apply(routed(1_000), signal)).rejects.toThrow(FenceError);
    expect(asked).toBe(2);
    expect(mesh.object()).toEqual(after);
  });

  test('goes on with the last weights when its gateway is gone', async () => {
    const mesh = meshOf();
    await mesh.serve(gateway, routed(2_000));
    const before = mesh.object();
    await mesh.target.leave(gateway, signal);
    expect(mesh.object()).toEqual(before);
    expect(await mesh.target.observe(NAME, signal)).toBeNull();
  });

  test('removes what it made where that is asked for', async () => {
    const mesh = meshOf();
    const removed = shop({ target: { ...given, onDelete: 'remove' } });
    await mesh.serve(removed, routed(2_000));
    await mesh.targetWith().leave(removed, signal);
    expect(mesh.has()).toBe(false);
  });
});

/** Another manager applies rules of its own. */
async function claim(mesh: Mesh, manager: string): Promise<void> {
  const { apiVersion, kind } = mesh.object();
  const fields = withField({}, mesh.rulesPath, mesh.rules().slice(1));
  const metadata = { name: 'shop', namespace: NAMESPACE };
  await mesh.others.apply(
    mesh.routingKind,
    { ...fields, apiVersion, kind, metadata },
    { manager, force: true },
    signal,
  );
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
