import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWithFolder } from '../crds/crds.js';
import { mayDo } from './access-review.js';
import { describeWithServer, eventually } from './cluster.js';
import { accountAccess, changeRights, CONTROLLER } from './controller-account.js';
import { Scene } from './scene.js';

const GATES = [
  { at: '25%', type: 'manual', name: 'first' },
  { at: '50%', type: 'manual', name: 'second' },
];

const WRITTEN = ['gateways', 'gateways/status'] as const;

describeWithServer('an act whose replica is killed', (assets) => {
  describeWithFolder('with the Gateway API', (folder) => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await Scene.open(assets, folder);
    });
    afterEach(() => scene.close());

    /** Of all that it may update, the controller may update these kinds alone until they are given back. */
    const withOnly = async (kind: (typeof WRITTEN)[number]): Promise<() => Promise<void>> => {
      const { server, namespace } = scene;
      const giveBack = await changeRights(server.access, 'lamia-controller', (rules) =>
        rules.map((rule) => (rule.verbs.includes('update') ? { ...rule, resources: [kind] } : rule)),
      );
      const controller = await accountAccess(server.access, CONTROLLER);
      const may = (resource: string): Promise<boolean> =>
        mayDo(controller, { verb: 'update', group: 'lamia.dev', resource, namespace });
      // The server learns of other rules a moment after it has taken them.
      await eventually(`only ${kind} may be written`, async () => {
        const allowed = await Promise.all(WRITTEN.map(may));
        return WRITTEN.every((each, place) => allowed[place] === (each === kind));
      });
      return giveBack;
    };

    /** The gates that the release waits at. */
    const open = async (): Promise<readonly string[]> => {
      const { phase, state } = (await scene.status()) as {
        readonly phase?: string;
        readonly state?: {
          readonly release: {
            readonly gates: readonly { readonly gate: string; readonly answer: unknown }[];
          };
        };
      };
      const gates = state?.release.gates ?? [];
      return phase === 'Waiting' ? gates.flatMap(({ gate, answer }) => (answer === null ? [gate] : [])) : [];
    };
    const waitsAt = (gate: string): Promise<void> =>
      eventually(`it waits at the gate ${gate}`, async () => (await open()).includes(gate));

    test('before the annotation is taken away is not done again by the next', async () => {
      const one = await scene.start('one');
      await scene.applyGateway({
        policies: [{ type: 'time', interval: '2s', step: '25%', gates: GATES }],
      });
      await waitsAt('first');
      const giveBack = await withOnly('gateways');
      await scene.annotate('approve');
      await eventually('it has a number', async () => /^approve #\d+ by ./.test((await scene.asked()) ?? ''));
      const asked = await scene.asked();
      expect(await open()).toEqual(['first']);
      // It is done as soon as that can be stored, and cannot be taken away any more.
      await withOnly('gateways/status');
      await waitsAt('second');
      expect((await scene.status())['acted']).toBe(asked);
      expect(await scene.asked()).toBe(asked);
      await one.kill();
      await giveBack();
      await scene.start('two');
      await eventually('it is taken away', async () => (await scene.asked()) === null);
      expect(await open()).toEqual(['second']);
      expect(scene.shares().at(-1)).toBe(25);
      expect(scene.logs()).not.toContain('waits at no gate');
      await scene.annotate('approve');
      await scene.isPromoted();
      expect(scene.shares()).toEqual([0, 25, 50, 75, 100]);
      await eventually('nothing is left of it', async () => !('acted' in (await scene.status())));
    });
  });
});
