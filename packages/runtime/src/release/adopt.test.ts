import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { adopt } from './adopt.js';
import { customPolicy, gatewayWith, route, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor } from './testing/readings.js';

const PACE = 80_000;
const FOR = decidedFor('version2');
const VERSIONS = ['version1', 'version2', 'version3'].map((label, place) => version(label, 9001 + place));

const gateway = gatewayWith([customPolicy()], { versions: VERSIONS });
const edited = (given: Partial<Gateway>): Gateway => ({ ...gateway, ...given });

const HALF = [route('default', { version1: 5000, version2: 5000 })];
const HALF_BY_FILE = "the gateway's file gives other weights: version1 50%, version2 50%";

/** A release that is at 20 %. */
const under = (): Play => new Play(gateway).tick(FOR).run(PACE, FOR);
const promoted = (): Play =>
  new Play(gatewayWith([customPolicy({ start: 10_000 })], { versions: VERSIONS })).tick(FOR).run(PACE, FOR);

describe('the state that a gateway goes on with', () => {
  test('without a stored one the file counts and a release begins', () => {
    const play = new Play(gateway);
    expect(play.events).toMatchObject([
      { kind: 'started', reason: 'version2 is tried beside version1', identity: { stable: 'version1' } },
    ]);
    expect(play.release.phase).toBe('Pending');
  });

  test('the same release goes on where it was, with its counters', () => {
    const play = new Play(gateway, under().state);
    expect(play.events).toMatchObject([{ kind: 'resumed', phase: 'Progressing' }]);
    expect(play.state.intent).toEqual(under().state.intent);
    expect(play.release.startedAt).toBe(under().release.startedAt);
  });

  test('the data plane has to confirm its weights anew, so the warm-up starts again', () => {
    const before = under();
    const play = new Play(gateway, before.state, before.now + 1);
    play.routing = before.routing;
    expect(play.state.confirmed).toBeNull();
    play.tick(FOR).run(PACE - 1, FOR);
    expect(play.weights()).toBe('version1 80%, version2 20%');
    expect(play.run(1, FOR).weights()).toBe('version1 70%, version2 30%');
  });

  test('an ended release is not begun again', () => {
    const play = new Play(promoted().gateway, promoted().state);
    expect(play.release.phase).toBe('Promoted');
    expect(play.state.stable).toBe('version2');
  });

  test('a new candidate is a new release, from the present weights', () => {
    const play = new Play(edited({ candidate: 'version3' }), under().state);
    const reason = 'the release of version2 was Progressing when its gateway was changed';
    expect(play.events).toMatchObject([
      { kind: 'ticked', record: { phase: 'Pending', shift: null, reason } },
      { kind: 'superseded', reason },
      { kind: 'started', identity: { stable: 'version1', candidate: 'version3' } },
    ]);
    expect(play.release).toMatchObject({ phase: 'Pending', shifts: 0 });
    expect(play.state.intent.routes).toEqual(under().state.intent.routes);
  });

  test('after a promotion the next release starts from the winner', () => {
    const done = promoted();
    const play = new Play({ ...done.gateway, candidate: 'version3' }, done.state);
    expect(play.release.identity).toMatchObject({ stable: 'version2', candidate: 'version3' });
    expect(play.kinds()).toEqual(['started']);
  });

  test('changed policies are a new release', () => {
    const play = new Play(edited({ policies: [customPolicy({ step: 500 })] }), under().state);
    expect(play.kinds()).toEqual(['ticked', 'superseded', 'started']);
  });

  test('changed policies after a promotion start nothing: there is nothing to release', () => {
    const done = promoted();
    const play = new Play({ ...done.gateway, policies: [customPolicy({ step: 500 })] }, done.state);
    expect(play.release.phase).toBe('Promoted');
    expect(play.events).toEqual([]);
  });

  test('a changed baseline is an operator who says what is stable', () => {
    const play = new Play(edited({ baseline: 'version3' }), under().state);
    expect(play.state.stable).toBe('version3');
    expect(play.release.identity.stable).toBe('version3');
  });

  test('the stored weights win over those of the file', () => {
    const play = new Play(gateway, under().state);
    expect(play.state.intent.routes).toMatchObject([
      {
        shares: [
          ['version1', 8000],
          ['version2', 2000],
        ],
      },
    ]);
  });

  test('until the file itself gives other weights', () => {
    const play = new Play(edited({ routes: HALF }), under().state);
    expect(play.events).toMatchObject([
      { kind: 'resumed', phase: 'Progressing' },
      { kind: 'ticked', record: { phase: 'Progressing', step: 3, shift: 'operator', reason: HALF_BY_FILE } },
      { kind: 'shifted', cause: 'operator', reason: HALF_BY_FILE },
    ]);
    expect(play.state.intent).toEqual({
      step: 3,
      routes: [
        {
          route: 'default',
          shares: [
            ['version1', 5000],
            ['version2', 5000],
          ],
        },
      ],
    });
  });

  test.each([
    ['an ended release', {}, 'Promoted', HALF_BY_FILE],
    ['an ended release whose policies were dropped', { policies: [] }, 'Promoted', HALF_BY_FILE],
    [
      'an ended release whose candidate was dropped',
      { policies: [], candidate: null },
      'Promoted',
      HALF_BY_FILE,
    ],
  ])('other weights are an operator’s act, and the reason of %s', (_name, given, phase, reason) => {
    const done = promoted();
    const play = new Play({ ...done.gateway, routes: HALF, ...given }, done.state);
    expect(play.release).toMatchObject({ phase, reason });
    expect(adopt({ ...done.gateway, routes: HALF, ...given }, done.state, 5).record).toEqual({
      gateway: 'shop',
      at: 5,
      phase,
      step: 2,
      routes: HALF.map(({ name, weights }) => ({ route: name, shares: [...weights] })),
      shift: 'operator',
      drift: null,
      operation: null,
      outcomes: [],
      reason,
    });
  });

  test.each([
    ['policies', { policies: [] }],
    ['policies and candidate', { policies: [], candidate: null }],
  ])(
    'a release whose %s were dropped is over, and both that and other weights are logged',
    (_name, given) => {
      const { record, state } = adopt(edited({ routes: HALF, ...given }), under().state, 5);
      expect(state.release).toBeNull();
      expect(record).toMatchObject({
        phase: null,
        shift: 'operator',
        reason: `the release of version2 was Progressing when its gateway was changed; ${HALF_BY_FILE}`,
      });
    },
  );

  test('what only goes on or begins has nothing to log', () => {
    expect(adopt(gateway, null, 5).record).toBeNull();
    expect(adopt(gateway, under().state, 5).record).toBeNull();
  });

  test('stored weights of a version that the file has no more give way to the file', () => {
    const routes = gateway.routes;
    const versions = [version('version1', 9001), version('version3', 9003)];
    const play = new Play(edited({ versions, candidate: 'version3', routes }), under().state);
    expect(play.state.intent.routes).toMatchObject([
      {
        shares: [
          ['version1', 10_000],
          ['version2', 0],
        ],
      },
    ]);
  });

  test('a version that has no share any more can be taken out, whatever became of its release', () => {
    const back = under();
    back.act({ kind: 'rollback' });
    back.run(PACE, FOR);
    expect([back.release.phase, back.weights()]).toEqual(['RolledBack', 'version1 100%, version2 0%']);
    const versions = [version('version1', 9001)];
    for (const policies of [[], gateway.policies]) {
      const given = edited({
        versions,
        policies,
        candidate: null,
        routes: [route('default', { version1: 10_000 })],
      });
      const { state, record } = adopt(given, back.state, 5);
      expect(state.intent.routes).toEqual([{ route: 'default', shares: [['version1', 10_000]] }]);
      expect([state.intent.step, record]).toEqual([back.state.intent.step, null]);
    }
  });

  test('a new route has the weights of the file, the others keep theirs', () => {
    const routes = [...gateway.routes, route('beta', { version2: 10_000 })];
    const play = new Play(edited({ routes }), under().state);
    expect(play.state.intent.routes.map(({ shares }) => shares)).toEqual([
      [
        ['version1', 8000],
        ['version2', 2000],
      ],
      [['version2', 10_000]],
    ]);
  });

  test.each([
    ['no policies', { policies: [] }],
    ['a candidate that is stable already', { candidate: 'version1' }],
  ])('with %s there is nothing to release', (_name, given) => {
    const play = new Play(edited(given));
    expect(play.state.release).toBeNull();
    expect(play.events).toEqual([]);
  });
});
