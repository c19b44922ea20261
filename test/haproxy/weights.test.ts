import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { countReplies, fetchText, load } from '../../packages/runtime/src/routing/testing/client.js';
import { routed } from '../../packages/runtime/src/routing/testing/gateways.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'weights on a real HAProxy', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openScene();
  });

  afterEach(() => scene.close());

  test('requests are split exactly, before and after a change', async () => {
    const { target, gateway } = scene;
    await target.serve([gateway], [routed({ version1: 9_000, version2: 1_000 })], patience());
    expect(await countReplies(scene.address(), 100)).toEqual({ '200 version1': 90, '200 version2': 10 });
    await target.apply(routed({ version1: 2_500, version2: 7_500 }), patience());
    const after = await countReplies(scene.address(), 100);
    // HAProxy keeps its place in the round: the first requests after a change may still belong to the old one.
    expect(after['200 version2']).toBeGreaterThanOrEqual(74);
    expect(after['200 version2']).toBeLessThanOrEqual(76);
  });

  test('a version with share 0 gets nothing', async () => {
    await scene.target.serve([scene.gateway], [routed({ version1: 10_000 })], patience());
    expect(await countReplies(scene.address(), 50)).toEqual({ '200 version1': 50 });
  });

  test('what was applied is read back from the process, and stands in the file', async () => {
    const { target, gateway } = scene;
    await target.serve([gateway], [routed({ version1: 10_000 })], patience());
    for (const share of [50, 9_950, 3_300]) {
      const wanted = routed({ version1: 10_000 - share, version2: share });
      await target.apply(wanted, patience());
      expect(await target.observe('shop', patience())).toEqual(wanted);
      expect(await scene.command('get weight shop/version2')).toMatch(`${share / 50} (initial`);
      expect(await scene.file('haproxy.cfg')).toMatch(new RegExp(`'version2' \\S+ weight ${share / 50}\\n`));
    }
  });

  test('no request fails while the weights go from one version to the other and back under load', async () => {
    const { target, gateway } = scene;
    await target.serve([gateway], [routed({ version1: 10_000 })], patience());
    let going = true;
    const loaded = load(scene.address(), () => going);
    for (const share of [10_000, 0, 10_000, 500, 2_500, 5_000, 9_500, 0]) {
      await target.apply(routed({ version1: 10_000 - share, version2: share }), patience());
      await fetchText(scene.address());
    }
    going = false;
    expect(Object.keys(await loaded).sort()).toEqual(['200 version1', '200 version2']);
  });

  test.each(['maint', 'drain'])(
    'a server that somebody set to `%s` is seen, and mended by applying again',
    async (state) => {
      const { target, gateway } = scene;
      const wanted = routed({ version1: 9_000, version2: 1_000 });
      await target.serve([gateway], [wanted], patience());
      await scene.command(`set server shop/version2 state ${state}`);
      expect(await target.observe('shop', patience())).toEqual(routed({ version1: 10_000, version2: 0 }));
      await target.apply(wanted, patience());
      expect(await target.observe('shop', patience())).toEqual(wanted);
      // HAProxy keeps its place in the round, so the first hundred may be off by one.
      const { '200 version2': share = 0 } = await countReplies(scene.address(), 100);
      expect([9, 10, 11]).toContain(share);
    },
  );

  test("somebody else's weights are seen, and mended by applying again", async () => {
    const { target, gateway } = scene;
    const wanted = routed({ version1: 9_000, version2: 1_000 });
    await target.serve([gateway], [wanted], patience());
    await scene.command('set server shop/version2 weight 180');
    expect(await target.observe('shop', patience())).toEqual(routed({ version1: 5_000, version2: 5_000 }));
    await target.apply(wanted, patience());
    expect(await target.observe('shop', patience())).toEqual(wanted);
  });

  test('a share between two steps is refused and changes nothing', async () => {
    const { target, gateway } = scene;
    const wanted = routed({ version1: 9_000, version2: 1_000 });
    await target.serve([gateway], [wanted], patience());
    const before = await scene.file('haproxy.cfg');
    const between = target.apply(routed({ version1: 6_666, version2: 3_334 }), patience());
    await expect(between).rejects.toThrow('use a multiple of 0.5%');
    expect(await target.observe('shop', patience())).toEqual(wanted);
    expect(await scene.file('haproxy.cfg')).toBe(before);
  });
});
