import { describe, expect, test } from '@jest/globals';
import type { Gate, ManualGate } from '../config/gateway.js';
import { customPolicy, gatewayWith, route, timePolicy, weights } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor, NOTHING_READ } from './testing/readings.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOLD = decidedFor(null);

function gate(at: Gate['at'], given: Partial<ManualGate> = {}): ManualGate {
  return { type: 'manual', name: String(at), at, timeout: null, then: 'hold', ...given };
}

const approval = (name: string | null = null, approved = true) =>
  ({ kind: 'approve', gate: name, approved }) as const;

describe('a gate at a share', () => {
  test('holds the step that would reach it until somebody approves', () => {
    const play = new Play(gatewayWith([timePolicy({ gates: [gate(3000)] })])).tick(NOTHING_READ);
    play.run(HOUR, NOTHING_READ);
    expect(play.weights()).toBe('version1 80%, version2 20%');
    expect(play.release).toMatchObject({
      phase: 'Waiting',
      reason: 'waits for leave at the gate `3000` at 30% before version1 70%, version2 30%',
    });
    expect(play.kinds().filter((kind) => kind === 'waiting')).toHaveLength(1);
    expect(play.act(approval())).toMatchObject({
      ok: true,
      record: { operation: { by: 'alice', act: { kind: 'approve', gate: '3000', approved: true } } },
    });
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 70%, version2 30%');
    expect(play.release.phase).toBe('Progressing');
    play.run(HOUR, NOTHING_READ);
    expect(play.release.phase).toBe('Promoted');
  });

  test('is no reason for the step once it was passed', () => {
    const play = new Play(gatewayWith([timePolicy({ gates: [gate(3000)] })])).tick(NOTHING_READ);
    play.run(HOUR, NOTHING_READ);
    play.act(approval());
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 70%, version2 30%');
    expect(play.record?.reason).toBe('version2 gains 10%: the gate `3000` was approved by alice');
  });

  test('is come to as well by a step beyond it, and by the entry', () => {
    const beyond = new Play(gatewayWith([timePolicy({ step: 5000, gates: [gate(2500)] })]));
    beyond.tick(NOTHING_READ).run(HOUR, NOTHING_READ);
    expect(beyond.weights()).toBe('version1 90%, version2 10%');
    const entering = new Play(gatewayWith([timePolicy({ gates: [gate(100)] })]));
    entering.run(HOUR, NOTHING_READ);
    expect(entering.weights()).toBe('version1 100%, version2 0%');
    expect(entering.release.phase).toBe('Waiting');
    entering.act(approval());
    entering.tick(NOTHING_READ);
    expect(entering.weights()).toBe('version1 90%, version2 10%');
  });

  test('before the entry lets nobody in who is not ready any more', () => {
    const play = new Play(gatewayWith([timePolicy({ gates: [gate(100)] })])).run(MINUTE, NOTHING_READ);
    play.act(approval());
    play.tick(NOTHING_READ, { readiness: { ready: false, reason: 'it has crashed' } });
    expect(play.release).toMatchObject({ phase: 'Pending', reason: 'version2 is not ready: it has crashed' });
  });

  test('stops deadline and budgets, not what is decided against the candidate', () => {
    const policy = customPolicy({
      deadline: { after: HOUR, then: 'rollback' },
      gates: [gate(2000)],
      failures: { consecutive: 2, total: null },
    });
    const play = new Play(gatewayWith([policy])).tick(HOLD).run(2 * MINUTE, decidedFor('version2'));
    expect(play.release.phase).toBe('Waiting');
    play.run(10 * HOUR, blockedBy('no-series'));
    expect(play.release.phase).toBe('Waiting');
    expect(play.weights()).toBe('version1 90%, version2 10%');
    play.run(30_000, decidedFor('version1'));
    expect(play.release.phase).toBe('RolledBack');
  });

  test('lets a step back pass, and is asked anew when it is come to again', () => {
    const policy = customPolicy({ start: 3000, gates: [gate(4000)] });
    const play = new Play(gatewayWith([policy])).tick(HOLD).run(2 * MINUTE, decidedFor('version2'));
    play.act(approval());
    play.tick(HOLD);
    expect(play.weights()).toBe('version1 60%, version2 40%');
    play.run(90_000, decidedFor('version1'));
    expect(play.weights()).toBe('version1 70%, version2 30%');
    play.run(90_000, decidedFor('version2'));
    expect(play.weights()).toBe('version1 70%, version2 30%');
    expect(play.release.phase).toBe('Waiting');
    expect(play.kinds().filter((kind) => kind === 'waiting')).toHaveLength(2);
  });

  test('is repaired behind where somebody else changes the weights', () => {
    const play = new Play(gatewayWith([timePolicy({ gates: [gate(2000)] })])).tick(NOTHING_READ);
    play.run(MINUTE, NOTHING_READ);
    play.routing = { gateway: 'shop', routes: new Map([['default', weights({ version2: 10_000 })]]) };
    play.run(MINUTE, NOTHING_READ);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.release.phase).toBe('Waiting');
  });

  test('an approval steps only once the data plane has the weights before it', () => {
    const play = new Play(gatewayWith([timePolicy({ gates: [gate(2000)] })])).tick(NOTHING_READ);
    play.run(MINUTE, NOTHING_READ).act(approval());
    play.tick(NOTHING_READ, { target: { answered: true, routing: null } });
    expect(play.weights()).toBe('version1 90%, version2 10%');
    play.tick(NOTHING_READ).run(10_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });

  test('is only for the routes of its policy', () => {
    const routes = [route('beta', { version1: 10_000 }), route('default', { version1: 10_000 })];
    const policies = [timePolicy({ routes: ['beta'], gates: [gate(5000)] }), timePolicy()];
    const play = new Play(gatewayWith(policies, { routes }));
    play.tick([NOTHING_READ, NOTHING_READ]).run(35_000, [NOTHING_READ, NOTHING_READ]);
    expect(play.weights('beta')).toBe('version1 60%, version2 40%');
    play.run(HOUR, [NOTHING_READ, NOTHING_READ]);
    expect(play.release.phase).toBe('Waiting');
  });

  test('stays open over a restart once it was approved, and asked while it was not', () => {
    const first = new Play(gatewayWith([timePolicy({ gates: [gate(2000)] })])).tick(NOTHING_READ);
    first.run(MINUTE, NOTHING_READ);
    const second = new Play(first.gateway, first.state, first.now);
    second.run(MINUTE, NOTHING_READ);
    expect(second.release.phase).toBe('Waiting');
    second.act(approval());
    const third = new Play(second.gateway, second.state, second.now);
    third.tick(NOTHING_READ).run(30_000, NOTHING_READ);
    expect(third.weights()).toBe('version1 60%, version2 40%');
  });
});

describe('a gate that is refused or left unanswered', () => {
  test.each([
    ['hold', 'Held', 'version1 90%, version2 10%'],
    ['rollback', 'RolledBack', 'version1 100%, version2 0%'],
  ] as const)('ends the release: %s', (then, phase, left) => {
    const policy = timePolicy({ gates: [gate(2000, { then })] });
    const play = new Play(gatewayWith([policy])).tick(NOTHING_READ).run(MINUTE, NOTHING_READ);
    play.act(approval('2000', false));
    play.tick(NOTHING_READ);
    expect(play.release.phase).toBe(phase);
    expect(play.release.reason).toContain('the gate `2000` was refused by alice');
    expect(play.weights()).toBe(left);
  });

  test('does so when its time is over, on the minute', () => {
    const policy = timePolicy({ interval: HOUR, gates: [gate(2000, { timeout: 10 * MINUTE })] });
    const play = new Play(gatewayWith([policy])).tick(NOTHING_READ).run(HOUR, NOTHING_READ);
    expect(play.release.phase).toBe('Waiting');
    play.run(10 * MINUTE - 1, NOTHING_READ);
    expect(play.release.phase).toBe('Waiting');
    play.run(1, NOTHING_READ);
    expect(play.release).toMatchObject({
      phase: 'Held',
      reason: 'nobody answered at the gate `2000` for 10m',
      suspension: null,
    });
  });
});

describe('a gate before the promotion', () => {
  test('holds it, while the candidate has everything and is judged', () => {
    const play = new Play(gatewayWith([timePolicy({ step: 10_000, gates: [gate('promotion')] })]));
    play.tick(NOTHING_READ).run(HOUR, NOTHING_READ);
    expect(play.weights()).toBe('version1 0%, version2 100%');
    expect(play.release).toMatchObject({
      phase: 'Waiting',
      reason: 'waits for leave at the gate `promotion` before version2 is promoted',
    });
    expect(play.state.stable).toBe('version1');
    play.act(approval());
    play.tick(NOTHING_READ);
    expect(play.release).toMatchObject({ phase: 'Promoted', suspension: null });
  });
});

describe('a gate before an abort', () => {
  const policy = customPolicy({
    start: 3000,
    rollback: 'immediate',
    failures: { consecutive: 1, total: null },
    gates: [gate('rollback', { timeout: HOUR })],
  });

  function aborting(): Play {
    const play = new Play(gatewayWith([policy])).tick(HOLD).run(2 * MINUTE, decidedFor('version1'));
    expect(play.release).toMatchObject({
      phase: 'Waiting',
      reason:
        'waits for leave at the gate `rollback` before it goes back to version1: version2 was decided against once in a row',
    });
    expect(play.weights()).toBe('version1 70%, version2 30%');
    return play;
  }

  test('holds the weights until it is approved', () => {
    const play = aborting();
    play.run(30 * MINUTE, decidedFor('version2')).act(approval());
    play.tick(HOLD);
    expect(play.release.phase).toBe('RolledBack');
  });

  test('refused, holds them for good', () => {
    const play = aborting();
    play.act(approval(null, false));
    play.tick(HOLD);
    expect(play.release.phase).toBe('Held');
    expect(play.weights()).toBe('version1 70%, version2 30%');
  });

  test('lets go back when nobody answers', () => {
    expect(aborting().run(HOUR, HOLD).release.phase).toBe('RolledBack');
  });

  test('is none for an operator, who also cannot pause there', () => {
    const play = aborting();
    expect(play.act({ kind: 'pause' })).toMatchObject({ ok: false, why: 'conflict' });
    play.act({ kind: 'rollback' });
    play.tick(HOLD);
    expect(play.release.phase).toBe('RolledBack');
  });
});

describe('a webhook', () => {
  const webhook: Gate = {
    type: 'webhook',
    name: 'qa',
    at: 2000,
    timeout: null,
    then: 'hold',
    webhook: 'desk',
  };

  test.each([
    [true, 'version1 80%, version2 20%'],
    [false, 'version1 90%, version2 10%'],
  ])('answers in an observation: %s', (approved, left) => {
    const play = new Play(gatewayWith([timePolicy({ gates: [webhook] })])).tick(NOTHING_READ);
    play.run(MINUTE, NOTHING_READ);
    expect(play.release.reason).toContain('waits for the webhook of the gate `qa` at 20%');
    play.tick(NOTHING_READ, { webhooks: new Map([['qa', { approved, by: 'the webhook `desk`' }]]) });
    expect(play.weights()).toBe(left);
    expect(play.release.phase).toBe(approved ? 'Progressing' : 'Held');
    expect(play.events.find(({ kind }) => kind === 'gate-answered')).toMatchObject({
      reason: `the gate \`qa\` was ${approved ? 'approved' : 'refused'} by the webhook \`desk\``,
    });
  });

  test('may be answered for by a person', () => {
    const play = new Play(gatewayWith([timePolicy({ gates: [webhook] })])).tick(NOTHING_READ);
    play.run(MINUTE, NOTHING_READ).act(approval('qa'));
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });
});

describe('an approval', () => {
  test('names one gate of several that wait', () => {
    const gates = [gate(2000, { name: 'tech' }), gate(2000, { name: 'business' })];
    const play = new Play(gatewayWith([timePolicy({ gates })])).tick(NOTHING_READ).run(MINUTE, NOTHING_READ);
    expect(play.act(approval())).toEqual({
      ok: false,
      why: 'conflict',
      message: 'the release waits at several gates; name one of them: `tech` or `business`',
    });
    play.act(approval('business'));
    play.tick(NOTHING_READ);
    expect(play.release.phase).toBe('Waiting');
    expect(play.act(approval('business'))).toMatchObject({
      ok: false,
      message: 'the release does not wait at a gate `business`, but at `tech`',
    });
    play.act(approval());
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });

  test('is refused where nothing waits', () => {
    const play = new Play(gatewayWith([timePolicy({ gates: [gate(3000)] })])).tick(NOTHING_READ);
    expect(play.act(approval())).toEqual({
      ok: false,
      why: 'conflict',
      message: 'the release waits at no gate',
    });
  });

  test('may come while the release is paused, and counts when it is resumed', () => {
    const policy = timePolicy({ gates: [gate(2000, { timeout: HOUR })] });
    const play = new Play(gatewayWith([policy])).tick(NOTHING_READ).run(MINUTE, NOTHING_READ);
    play.act({ kind: 'pause' });
    play.run(2 * HOUR, NOTHING_READ).act({ kind: 'resume' });
    play.tick(NOTHING_READ).run(30 * MINUTE, NOTHING_READ);
    expect(play.release.phase).toBe('Waiting');
    play.act({ kind: 'pause' });
    play.act(approval());
    play.run(MINUTE, NOTHING_READ);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    play.act({ kind: 'resume' });
    play.tick(NOTHING_READ).run(10_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });
});
