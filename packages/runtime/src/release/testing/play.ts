import type { Gateway } from '../../config/gateway.js';
import { weightsText } from '../../config/weights.js';
import type { Reading } from '../../policy/reading.js';
import type { Routing } from '../../routing/target.js';
import { adopt } from '../adopt.js';
import type { ReleaseEvent, TickRecord } from '../events.js';
import type { Observation } from '../observation.js';
import { operate, type Operated, type ReleaseAct } from '../operate/operate.js';
import { settle } from '../settle.js';
import { nextTickAt } from '../schedule.js';
import type { GatewayState, Release } from '../state.js';
import { tick } from '../tick.js';

/**
 * Plays the pure engine by hand, without a loop: a data plane that does at once what it is told, and whatever a test wants to
 * have read or observed instead.
 */
export class Play {
  now: number;
  state: GatewayState;
  /** What the data plane has. */
  routing: Routing | null;
  record: TickRecord | null = null;
  readonly events: ReleaseEvent[] = [];

  /** A release that begins, or one that goes on from what was stored, at an instant of its own. */
  constructor(
    readonly gateway: Gateway,
    stored: GatewayState | null = null,
    now = 1_000_000,
  ) {
    this.now = now;
    const adopted = adopt(gateway, stored, this.now);
    this.state = adopted.state;
    this.routing = {
      gateway: gateway.name,
      routes: new Map(gateway.routes.map(({ name, weights }) => [name, weights])),
    };
    this.events.push(...adopted.events);
  }

  /** One tick now. Every policy reads the same, except those that a test names by place. */
  tick(reading: Reading | readonly Reading[], given: Partial<Observation> = {}): this {
    const readings = this.gateway.policies.map((_policy, place) =>
      'type' in reading ? reading : reading[place],
    );
    const ticked = tick(this.gateway, this.state, {
      now: this.now,
      target: { answered: true, routing: this.routing },
      quantum: 1,
      readiness: { ready: true },
      readings: new Map(
        readings.flatMap((read, place) => (read === undefined ? [] : [[place, read] as const])),
      ),
      webhooks: new Map(),
      ...given,
    });
    this.state = ticked.state;
    this.record = ticked.record;
    this.events.push(...ticked.events);
    if (ticked.applies) {
      this.routing = ticked.routing;
      const readBack = { answered: true, routing: this.routing } as const;
      const settled = settle(this.gateway, this.state, readBack, ticked.drift, this.now);
      this.state = settled.state;
      this.events.push(...settled.events);
    }
    return this;
  }

  /** An operator, alice, acts now; the next tick brings it to the data plane. */
  act(act: ReleaseAct): Operated {
    const operated = operate(this.gateway, this.state, act, 'alice', { now: this.now, quantum: 1 });
    if (operated.ok) {
      this.state = operated.state;
      this.record = operated.record;
      this.events.push(...operated.events);
    }
    return operated;
  }

  /** Lets time pass without a tick. */
  wait(milliseconds: number): this {
    this.now += milliseconds;
    return this;
  }

  /** Ticks as the schedule has it until `milliseconds` have passed. */
  run(milliseconds: number, reading: Reading | readonly Reading[], given: Partial<Observation> = {}): this {
    const end = this.now + milliseconds;
    for (let at = nextTickAt(this.gateway, this.state, this.now); at <= end;) {
      this.now = at;
      this.tick(reading, given);
      at = nextTickAt(this.gateway, this.state, at);
    }
    this.now = end;
    return this;
  }

  get release(): Release {
    if (this.state.release === null) throw new Error('there is no release');
    return this.state.release;
  }

  /** `version1 90%, version2 10%` of what the data plane has on a route. */
  weights(route = 'default'): string {
    const weights = this.routing?.routes.get(route);
    return weights === undefined ? 'none' : weightsText(weights);
  }

  kinds(): readonly ReleaseEvent['kind'][] {
    return this.events.map((event) => event.kind);
  }
}
