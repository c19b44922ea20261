import { afterEach, describe, expect, test } from '@jest/globals';
import type { WebhookGate } from '../config/gateway.js';
import { MemoryStore } from '../store/memory.js';
import type { WebhookAnswer } from './observation.js';
import type { GateKeeper, GateQuestion } from './ports.js';
import { gatewayWith, timePolicy } from './testing/gateways.js';
import { SimulatedTarget } from './testing/simulated-target.js';
import { World } from './testing/world.js';

const HOUR = 3_600_000;
const GATE: WebhookGate = {
  type: 'webhook',
  name: 'qa',
  at: 2000,
  timeout: null,
  then: 'hold',
  webhook: 'desk',
};
const SHOP = gatewayWith([timePolicy({ gates: [GATE] })]);

/** Answers when a test says so. */
class Keeper implements GateKeeper {
  readonly questions: GateQuestion[] = [];
  readonly given: AbortSignal[] = [];
  trouble: (message: string) => void = () => undefined;
  answer: (answer: WebhookAnswer) => void = () => undefined;

  knows(webhook: string): boolean {
    return webhook === 'desk';
  }

  ask(
    question: GateQuestion,
    trouble: (message: string) => void,
    signal: AbortSignal,
  ): Promise<WebhookAnswer> {
    this.questions.push(question);
    this.given.push(signal);
    this.trouble = trouble;
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      signal.addEventListener('abort', () => {
        reject(new Error('nobody wants to know'));
      });
    });
  }
}

const worlds: World[] = [];

function world(...given: ConstructorParameters<typeof World>): World {
  const made = new World(...given);
  worlds.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((made) => made.stop()));
});

describe('the webhook of a gate', () => {
  test('is asked once beside the ticks, which go on, and its answer is taken in at once', async () => {
    const keeper = new Keeper();
    const made = world({ gateKeeper: keeper });
    await made.start(SHOP);
    await made.run(HOUR);
    expect(keeper.questions).toMatchObject([
      { webhook: 'desk', gateway: 'shop', gate: 'qa', stable: 'version1', candidate: 'version2' },
    ]);
    expect(made.events.filter(({ kind }) => kind === 'ticked').length).toBeGreaterThan(300);
    expect(made.weights()).toBe('version1 90%, version2 10%');
    keeper.answer({ approved: true, by: 'the webhook `desk`' });
    await made.clock.rest();
    await made.clock.rest();
    expect(made.weights()).toBe('version1 80%, version2 20%');
    expect(made.reasons('gate-answered')).toEqual(['the gate `qa` was approved by the webhook `desk`']);
  });

  test('that gives no answer is told of once for as long as it says the same', async () => {
    const keeper = new Keeper();
    const made = world({ gateKeeper: keeper });
    await made.start(SHOP);
    await made.run(60_000);
    for (const message of ['status 503', 'status 503', 'status 500']) keeper.trouble(message);
    expect(made.reasons('gate-unanswered')).toEqual([
      'the webhook `desk` of the gate `qa` gives no answer: status 503',
      'the webhook `desk` of the gate `qa` gives no answer: status 500',
    ]);
  });

  test('is asked no more when a person answers, and when the release is paused', async () => {
    const keeper = new Keeper();
    const made = world({ gateKeeper: keeper });
    await made.start(SHOP);
    await made.run(60_000);
    await made.runtime.act('shop', { kind: 'pause' }, 'alice');
    await made.run(10_000);
    expect(keeper.given[0]?.aborted).toBe(true);
    await made.runtime.act('shop', { kind: 'resume' }, 'alice');
    await made.run(30_000);
    expect(keeper.questions).toHaveLength(2);
    await made.runtime.act('shop', { kind: 'approve', gate: null, approved: true }, 'alice');
    await made.clock.rest();
    expect(keeper.given[1]?.aborted).toBe(true);
    expect(made.weights()).toBe('version1 80%, version2 20%');
    expect(made.faults).toEqual([]);
  });

  test('is asked again under the same id after a restart', async () => {
    const store = new MemoryStore();
    const target = new SimulatedTarget();
    const first = new Keeper();
    const before = world({ gateKeeper: first, targetOf: () => target }, {}, store);
    await before.start(SHOP);
    await before.run(60_000);
    await before.stop();
    expect(first.given[0]?.aborted).toBe(true);
    const second = new Keeper();
    const after = world({ gateKeeper: second, targetOf: () => target }, {}, store);
    await after.run(300_000);
    await after.start(SHOP);
    await after.run(60_000);
    expect(second.questions.map(({ id }) => id)).toEqual(first.questions.map(({ id }) => id));
  });

  test('must be one that the runtime is told of', async () => {
    const made = world({ gateKeeper: new Keeper() });
    const shop = gatewayWith([timePolicy({ gates: [{ ...GATE, webhook: 'desc' }] })]);
    expect(await made.start(shop)).toMatchObject({
      ok: false,
      problems: [
        {
          message:
            "the gate `qa` asks the webhook `desc`, which the runtime's configuration does not have; add it to the file that `--config` names",
        },
      ],
    });
  });
});
