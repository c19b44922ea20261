import {
  operate,
  type Gateway,
  type GatewayState,
  type Observation,
  type ReleaseEvent,
} from '@lamia/runtime/engine';
import type { GateAnswer } from './scenario.js';
import type { Wait } from './tick.js';

/** Answers at gates when the scenario says so. */
export class GateDesk {
  readonly #answers: ReadonlyMap<string, GateAnswer>;
  readonly #gateway: Gateway;

  constructor(gateway: Gateway, answers: readonly GateAnswer[]) {
    this.#gateway = gateway;
    this.#answers = new Map(answers.map((answer) => [answer.gate, answer]));
  }

  /** What people say until then, and what follows. */
  answer(before: GatewayState, now: number): { state: GatewayState; events: readonly ReleaseEvent[] } {
    let state = before;
    const events: ReleaseEvent[] = [];
    for (const { gate, since } of waitsOf(before)) {
      const answer = this.#answers.get(gate);
      if (answer === undefined || answer.answer === 'none' || since + answer.after * 1000 > now) continue;
      const act = { kind: 'approve', gate, approved: answer.answer === 'open' } as const;
      const operated = operate(this.#gateway, state, act, 'the simulated person', { now, quantum: 1 });
      if (!operated.ok) continue;
      state = operated.state;
      events.push(...operated.events);
    }
    return { state, events };
  }

  /** When the next answer comes, of those that the release waits for; null where none does. */
  nextAt(state: GatewayState): number | null {
    const times = waitsOf(state).flatMap(({ gate, since }) => {
      const answer = this.#answers.get(gate);
      return answer === undefined || answer.answer === 'none' ? [] : [since + answer.after * 1000];
    });
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Webhooks about which the scenario says nothing let the release pass. */
  webhooks(): Observation['webhooks'] {
    const gates = this.#gateway.policies.flatMap((policy) => policy.gates);
    return new Map(
      gates.flatMap((gate) =>
        gate.type === 'webhook' && !this.#answers.has(gate.name)
          ? [[gate.name, { approved: true, by: `the simulated webhook ${gate.webhook}` }] as const]
          : [],
      ),
    );
  }
}

/** The gates that a release waits at, and since when in milliseconds since the epoch. */
export function waitsOf({ release }: GatewayState): readonly Wait[] {
  if (release?.phase !== 'Waiting') return [];
  return release.gates.flatMap(({ gate, askedAt, answer }) =>
    answer === null ? [{ gate, since: askedAt }] : [],
  );
}
