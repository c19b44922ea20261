import { describe, expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, route, timePolicy, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor, known, NOTHING_READ } from './testing/readings.js';

const FOR = decidedFor('version2');
const AGAINST = decidedFor('version1');

/** A release whose candidate has just entered with 10 %. */
function entered(gateway = gatewayWith([customPolicy()])): Play {
  return new Play(gateway).tick(FOR);
}

describe('warm-up', () => {
  test('after a change of weights nothing is judged until window and settling time have passed', () => {
    const play = entered().run(79_999, FOR);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.record?.outcomes).toMatchObject([{ proposal: { kind: 'warming-up', remaining: 10_000 } }]);
    expect(play.run(1, FOR).weights()).toBe('version1 80%, version2 20%');
  });

  test('warming up is charged to no budget and counts as no failure', () => {
    const policy = customPolicy({ failures: { consecutive: 1, total: 1 } });
    const play = entered(gatewayWith([policy]))
      .run(70_000, AGAINST)
      .tick(blockedBy('no-series'));
    expect(play.release.policies).toMatchObject([
      { noDataSince: null, sourceErrorsSince: null, failures: { consecutive: 0, total: 0 } },
    ]);
  });

  test('the pace of a judging policy is the longer of its interval and the warm-up', () => {
    const quick = entered().run(160_000, FOR);
    expect(quick.weights()).toBe('version1 70%, version2 30%');
    const slow = entered(gatewayWith([customPolicy({ interval: 120_000 })])).run(240_000, FOR);
    expect(slow.weights()).toBe('version1 70%, version2 30%');
  });

  test('a time policy is exempt: it steps at every interval', () => {
    const play = entered(gatewayWith([timePolicy()])).run(9_999, NOTHING_READ);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.run(1, NOTHING_READ).weights()).toBe('version1 80%, version2 20%');
    expect(play.run(10_000, NOTHING_READ).weights()).toBe('version1 70%, version2 30%');
  });
});

describe('a judged tick', () => {
  test('for the candidate shifts one step to it and says what decided', () => {
    const play = entered().run(80_000, FOR);
    expect(play.record).toMatchObject({
      shift: 'policy',
      phase: 'Progressing',
      reason: 'version2 gains 10%: the expression favours version2',
      outcomes: [{ proposal: { kind: 'toward', version: 'version2' }, reading: FOR }],
    });
  });

  test('for stable shifts one step back', () => {
    const gateway = gatewayWith([customPolicy()], {
      routes: [route('default', { version1: 5000, version2: 5000 })],
    });
    const play = entered(gateway).run(80_000, AGAINST);
    expect(play.weights()).toBe('version1 60%, version2 40%');
  });

  test('a policy that stepped back goes forward again when the data says so', () => {
    const gateway = gatewayWith([customPolicy()], {
      routes: [route('default', { version1: 5000, version2: 5000 })],
    });
    const play = entered(gateway).run(80_000, AGAINST).run(80_000, FOR);
    expect(play.weights()).toBe('version1 50%, version2 50%');
  });

  test.each([
    ['nil', decidedFor(null), 'the expression holds'],
    ['an undecided program', blockedBy('no-series'), 'undecided: `metric version2 requests` has no series'],
  ])('%s changes nothing', (_name, reading, reason) => {
    const play = entered().run(80_000, reading);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.record).toMatchObject({ shift: null, reason });
  });

  test('too few requests change nothing and the number missing is told', () => {
    const requests = [{ version: 'version2', sample: known(12) }];
    const play = entered(gatewayWith([customPolicy({ minimumRequests: 50 })]));
    play.run(80_000, decidedFor('version2', { requests }));
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.record?.reason).toBe('too few requests: version2 has 12 of 50, 38 missing');
  });

  test('toward one of three versions the others give in proportion', () => {
    const gateway = gatewayWith([customPolicy()], {
      candidate: null,
      versions: [version('version1', 9001), version('version2', 9002), version('version3', 9003)],
      routes: [route('default', { version1: 6000, version2: 2000, version3: 2000 })],
    });
    const play = entered(gateway).run(80_000, decidedFor('version3'));
    expect(play.weights()).toBe('version1 52.5%, version2 17.5%, version3 30%');
  });

  test('a due policy without a reading is a fault of the caller', () => {
    const play = entered().wait(80_000);
    expect(() => play.tick([])).toThrow('policy 0 of gateway shop is due but has no reading');
  });
});

describe('routes', () => {
  const routes = [
    route('beta', { version1: 5000, version2: 5000 }),
    route('default', { version1: 10_000 }),
    route('internal', { version1: 10_000 }),
  ];

  test('named routes move in lock-step, each from its own weights; unnamed ones never move', () => {
    const gateway = gatewayWith([customPolicy({ routes: ['beta', 'default'] })], { routes });
    const play = entered(gateway).run(80_000, FOR);
    expect(['beta', 'default', 'internal'].map((name) => play.weights(name))).toEqual([
      'version1 40%, version2 60%',
      'version1 80%, version2 20%',
      'version1 100%',
    ]);
  });
});

describe('several policies', () => {
  const two = gatewayWith([timePolicy(), customPolicy()]);

  test('a later policy that warms up holds what an earlier one proposes', () => {
    const play = entered(two).run(79_999, [NOTHING_READ, FOR]);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.run(1, [NOTHING_READ, FOR]).weights()).toBe('version1 80%, version2 20%');
  });

  test('an undecided later policy holds', () => {
    const play = entered(two).run(200_000, [NOTHING_READ, blockedBy('no-series')]);
    expect(play.weights()).toBe('version1 90%, version2 10%');
  });

  test('a later policy lowers: its shorter step counts', () => {
    const gateway = gatewayWith([timePolicy(), customPolicy({ step: 500 })]);
    expect(entered(gateway).run(80_000, [NOTHING_READ, FOR]).weights()).toBe('version1 85%, version2 15%');
  });

  test('a later policy steps back from what an earlier one wants', () => {
    const gateway = gatewayWith([timePolicy(), customPolicy()], {
      routes: [route('default', { version1: 5000, version2: 5000 })],
    });
    const play = entered(gateway).run(80_000, [NOTHING_READ, AGAINST]);
    expect(play.weights()).toBe('version1 60%, version2 40%');
  });

  test('each has its own interval: what one said stands until the weights change or it is asked again', () => {
    const gateway = gatewayWith([customPolicy(), timePolicy({ interval: 200_000, minimumRequests: 0 })]);
    const play = entered(gateway).run(199_999, [FOR, NOTHING_READ]);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.run(1, [FOR, NOTHING_READ]).weights()).toBe('version1 80%, version2 20%');
    expect(play.run(199_999, [FOR, NOTHING_READ]).weights()).toBe('version1 80%, version2 20%');
  });

  test('one step a tick, whatever they say together', () => {
    const gateway = gatewayWith([timePolicy(), timePolicy()]);
    expect(entered(gateway).run(10_000, NOTHING_READ).weights()).toBe('version1 80%, version2 20%');
  });

  test('the abort of any of them wins', () => {
    const strict = customPolicy({ failures: { consecutive: 1, total: null }, rollback: 'immediate' });
    const gateway = gatewayWith([timePolicy(), strict]);
    const play = entered(gateway).run(80_000, [NOTHING_READ, AGAINST]);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.kinds()).toContain('aborted');
  });

  test('the abort of one wins over the hold of another', () => {
    const holding = customPolicy({
      budgets: {
        noData: { for: 0, then: 'hold' },
        sourceErrors: { for: 0, then: 'hold' },
      },
    });
    const strict = customPolicy({ failures: { consecutive: 1, total: null } });
    const play = entered(gatewayWith([holding, strict]));
    play.run(80_000, [blockedBy('no-series'), AGAINST]);
    expect(play.kinds()).toContain('aborted');
    expect(play.release.phase).not.toBe('Held');
  });
});
