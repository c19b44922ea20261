import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWithFolder } from '../crds/crds.js';
import { describeWithServer, eventually } from './cluster.js';
import { Scene, SHARES } from './scene.js';

describeWithServer('a release in a cluster', (assets) => {
  describeWithFolder('with the Gateway API', (folder) => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await Scene.open(assets, folder);
    });
    afterEach(() => scene.close());

    const nothingWasLostOrDoubled = (): void => {
      expect(scene.shares()).toEqual(SHARES);
      expect(scene.plane.missed(scene.route)).toBe(0);
      expect(scene.logs()).not.toContain('a fault of lamia itself');
    };

    test('goes from 0 to 100 step by step, while its API server is killed and comes back', async () => {
      await scene.start('one');
      await scene.applyGateway();
      await scene.reaches(25);
      await scene.server.killApiServer();
      await scene.server.startApiServer();
      await scene.isPromoted();
      expect(await scene.status()).toMatchObject({ stable: 'v2', version: 'v2' });
      nothingWasLostOrDoubled();
    });

    test('loses and doubles no step when the replica that runs it is killed', async () => {
      await scene.start('one');
      await scene.start('two');
      await scene.applyGateway();
      await scene.reaches(25);
      await scene.runner().kill();
      await scene.reaches(50);
      await scene.isPromoted();
      nothingWasLostOrDoubled();
    });

    test('is not disturbed by a replica that slept past its lease and wakes', async () => {
      await scene.start('one');
      await scene.start('two');
      await scene.applyGateway();
      await scene.reaches(25);
      const sleeper = scene.runner();
      sleeper.pause();
      await scene.isPromoted();
      const before = await scene.renewal(sleeper);
      sleeper.resume();
      await eventually('the sleeper is heard of again', async () => {
        const now = await scene.renewal(sleeper);
        return now !== undefined && now !== before;
      });
      // Whatever it was about to write when it fell asleep would be there by now.
      await scene.isPromoted();
      nothingWasLostOrDoubled();
    });

    test('goes on with the third of three replicas, where one is killed and one sleeps past its lease and wakes', async () => {
      for (const name of ['one', 'two', 'three']) await scene.start(name);
      await scene.applyGateway();
      await scene.reaches(25);
      const killed = scene.runner();
      await killed.kill();
      await scene.reaches(50);
      const sleeper = [...scene.replicas]
        .filter((each) => each !== killed)
        .find((each) => each === scene.runner());
      if (sleeper === undefined) throw new Error('one of those that are left runs the release');
      sleeper.pause();
      const before = await scene.renewal(sleeper);
      await scene.isPromoted();
      sleeper.resume();
      await eventually('the sleeper is heard of again', async () => {
        const now = await scene.renewal(sleeper);
        return now !== undefined && now !== before;
      });
      await scene.isPromoted();
      nothingWasLostOrDoubled();
    });
  });
});
