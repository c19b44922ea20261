import { describe, expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, timePolicy } from '../../release/testing/gateways.js';
import { Play } from '../../release/testing/play.js';
import { blockedBy, decidedFor } from '../../release/testing/readings.js';
import type { KubernetesObject } from '../cluster/object.js';
import { withRefusal, withStanding } from './resource-status.js';
import { actedIn, statusIn, writtenStatus } from './written-status.js';
import type { ResourceStatus } from './status-schema.js';

const NOW = Date.parse('2026-11-26T10:00:00.500Z');
const TIME = { type: 'time', requests: [] } as const;

const resource = (status?: unknown): KubernetesObject => ({
  ...{ apiVersion: 'lamia.dev/v1', kind: 'Gateway' },
  metadata: { name: 'shop', namespace: 'team', generation: 3 },
  ...(status !== undefined && { status }),
});

/** As it comes back from an API server. */
const sent = (object: KubernetesObject): KubernetesObject =>
  JSON.parse(JSON.stringify(object)) as KubernetesObject; // what was just made

function statusOf(object: KubernetesObject): ResourceStatus {
  const status = statusIn(sent(object));
  if (status === null) throw new Error('the status has not the form that its schema says');
  return status;
}

const gateway = gatewayWith([timePolicy({ interval: 10_000 })], { name: 'team/shop' });
const told = (
  play: Play,
  before = resource(),
  now = NOW,
  epoch = 1,
  acted: string | null = null,
): KubernetesObject =>
  withStanding(before, { gateway: play.gateway, state: play.state, record: play.record, epoch, acted }, now);
const conditions = (object: KubernetesObject): readonly string[] =>
  (statusOf(object).conditions ?? []).map(({ type, status, reason }) => `${type} ${status} ${reason}`);

describe('the status of a resource', () => {
  test('tells of a release that is under way', () => {
    const play = new Play(gateway).run(20_000, TIME);
    const status = statusOf(told(play));
    expect(status).toMatchObject({
      observedGeneration: 3,
      ...{ version: 'version2', weight: play.weights().split(' ').at(-1), phase: 'Progressing' },
      ...{ reason: play.release.reason, stable: 'version1', candidate: 'version2', epoch: 1 },
      release: {
        stable: 'version1',
        candidate: 'version2',
        policies: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    });
    expect(status.routes).toEqual([
      { name: 'default', weights: expect.objectContaining({ version2: status.weight }) },
    ]);
    expect(status).not.toHaveProperty('leftover');
    expect(conditions(told(play))).toEqual([
      'Ready True Serving',
      'Progressing True Progressing',
      'Degraded False AsExpected',
    ]);
  });

  test('tells of one that ended, by the version that is stable now', () => {
    const play = new Play(gateway).run(300_000, TIME);
    expect(statusOf(told(play))).toMatchObject({
      ...{ version: 'version2', weight: '100%', phase: 'Promoted', stable: 'version2' },
    });
    expect(conditions(told(play))).toEqual([
      'Ready True Serving',
      'Progressing False Promoted',
      'Degraded False AsExpected',
    ]);
  });

  test('tells what was decided, and keeps that while nothing is asked', () => {
    const judged = gatewayWith([customPolicy()], { name: 'team/shop' });
    const play = new Play(judged).tick(decidedFor('version2')).wait(120_000).tick(decidedFor('version2'));
    const decided = told(play);
    expect(statusOf(decided).lastDecision).toMatchObject({
      decision: 'toward version2',
      reason: play.record?.reason,
    });
    play.record = null;
    play.state = {
      ...play.state,
      stable: 'version1',
      outage: { since: NOW, message: 'the API server is away' },
    };
    expect(statusOf(told(play, sent(decided))).lastDecision).toEqual(statusOf(decided).lastDecision);
    expect(conditions(told(play, sent(decided)))).toEqual([
      'Ready False TargetFailed',
      'Progressing True Progressing',
      'Degraded True TargetFailed',
    ]);
    play.act({ kind: 'pause' });
    expect(statusOf(told(play)).lastDecision).toMatchObject({ decision: 'paused by alice' });
  });

  test('tells that what decides cannot be read, for as long as a release waits for it', () => {
    const judged = gatewayWith([customPolicy()], { name: 'team/shop' });
    const play = new Play(judged).tick(decidedFor('version2')).wait(120_000).tick(blockedBy('source-failed'));
    expect(conditions(told(play)).at(-1)).toBe('Degraded True SourceFailed');
    play.wait(10_000).tick(decidedFor('version2'));
    expect(conditions(told(play)).at(-1)).toBe('Degraded False AsExpected');
  });
});

test('a status tells which request it comes from, beside what to mend, and no more once there is none', () => {
  const play = new Play(gateway).run(20_000, TIME);
  play.act({ kind: 'pause' });
  const acted = 'pause #7 by kubectl-annotate';
  const done = sent(told(play, resource(), NOW, 1, acted));
  expect(statusOf(done)).toMatchObject({ acted, phase: 'Paused' });
  expect(actedIn(done)).toBe(acted);
  expect(told(play, done, NOW, 1, acted)).toBe(done);
  const refused = withRefusal(done, { reason: 'Invalid', message: 'no', epoch: 1 }, NOW);
  expect(actedIn(sent(refused))).toBe(acted);
  expect(actedIn(sent(told(play, done)))).toBeNull();
});

describe('a status that says so already', () => {
  test('is the very same', () => {
    const play = new Play(gateway).run(20_000, TIME);
    const first = sent(told(play));
    expect(told(play, first, NOW + 60_000)).toBe(first);
  });

  test('is the same though a policy was asked again and measured other numbers', () => {
    const judged = gatewayWith([customPolicy()], { name: 'team/shop' });
    const play = new Play(judged).tick(decidedFor('version2')).wait(120_000).tick(decidedFor(null));
    const first = sent(told(play));
    play.wait(10_000).tick(decidedFor(null));
    expect(play.state.release?.policies[0]?.askedAt).toBe(play.now);
    expect(told(play, first, NOW + 60_000)).toBe(first);
  });

  test('is another for another replica, another specification and other weights', () => {
    const play = new Play(gateway).run(20_000, TIME);
    const first = sent(told(play));
    expect(statusOf(told(play, first, NOW, 2)).epoch).toBe(2);
    const edited = { ...first, metadata: { ...first.metadata, generation: 4 } };
    expect(statusOf(told(play, edited)).observedGeneration).toBe(4);
    play.run(20_000, TIME);
    expect(told(play, first)).not.toBe(first);
  });
});

test('a condition keeps the time of its last change', () => {
  const play = new Play(gateway).run(20_000, TIME);
  const first = sent(told(play));
  play.run(300_000, TIME);
  const times = (statusOf(told(play, first, NOW + 3_600_000)).conditions ?? []).map(
    ({ type, lastTransitionTime }) => `${type} ${lastTransitionTime}`,
  );
  expect(times).toEqual([
    'Ready 2026-11-26T10:00:00Z',
    'Progressing 2026-11-26T11:00:00Z',
    'Degraded 2026-11-26T10:00:00Z',
  ]);
});

describe('what cannot be carried out', () => {
  const refusal = { reason: 'Invalid', message: 'the weights sum to 90%', epoch: 1 };

  test('is told with what to mend', () => {
    const refused = withRefusal(resource(), refusal, NOW);
    expect(statusOf(refused)).toMatchObject({ reason: 'the weights sum to 90%', observedGeneration: 3 });
    expect(conditions(refused)).toEqual([
      'Ready False Invalid',
      'Progressing False Invalid',
      'Degraded True Invalid',
    ]);
    expect(withRefusal(sent(refused), refusal, NOW + 5_000)).toEqual(sent(refused));
  });

  test('takes nothing from what runs already', () => {
    const play = new Play(gateway).run(20_000, TIME);
    const running = sent(told(play));
    const refused = withRefusal(running, refusal, NOW);
    expect(writtenStatus(sent(refused)).state).toEqual(play.state);
    expect(statusOf(refused)).toMatchObject({ version: 'version2', stable: 'version1' });
    expect(conditions(refused)).toEqual([
      'Ready True ServingEarlier',
      'Progressing False Invalid',
      'Degraded True Invalid',
    ]);
  });
});

describe('what a status has for who takes over', () => {
  test('is the state as it was', () => {
    const play = new Play(gateway).run(20_000, TIME);
    expect(writtenStatus(sent(told(play, resource(), NOW, 7)))).toEqual({
      epoch: 7,
      state: play.state,
      problem: null,
    });
  });

  test('is nothing at first', () => {
    expect(writtenStatus(resource())).toEqual({ epoch: 0, state: null, problem: null });
  });

  test('has what an earlier version did not know of, without touching the object', () => {
    const { state } = new Play(gateway);
    const { release } = state;
    if (release === null) throw new Error('there is no release');
    const { gates: _later, suspendedFor: _too, ...earlier } = release;
    const object = resource({ epoch: 1, state: { ...state, release: earlier } });
    const before = structuredClone(object);
    expect(writtenStatus(object).state).toEqual(state);
    expect(object).toEqual(before);
  });

  test('is never taken for nothing where it cannot be read', () => {
    expect(writtenStatus(resource({ epoch: 2, state: { gateway: 'team/shop' } }))).toEqual({
      ...{ epoch: 2, state: null },
      problem: expect.stringMatching(
        /^the state in the status of the gateway `team\/shop` cannot be read \(.*\); run the version that wrote it/,
      ),
    });
    const { state } = new Play(gatewayWith([], { name: 'team/other' }));
    expect(writtenStatus(resource({ epoch: 2, state })).problem).toContain(
      'it is that of gateway `team/other`',
    );
  });
});
