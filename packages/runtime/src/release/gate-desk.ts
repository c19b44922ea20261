import type { ReleaseEvent } from './events.js';
import { gatesOf, standingAt } from './gates.js';
import type { GatewayRun } from './gateway-run.js';
import type { WebhookAnswer } from './observation.js';
import type { Clock, GateKeeper, GateQuestion } from './ports.js';

/** What the desk works with. */
export interface DeskPorts {
  readonly keeper: GateKeeper | undefined;
  readonly clock: Clock;
  readonly publish: (events: readonly ReleaseEvent[]) => void;
  readonly report: (fault: unknown, during: string) => void;
  /** False for a gateway, as this description of it, that the runtime has no more. */
  readonly isServed: (run: GatewayRun) => boolean;
  /** Has a gateway ticked as soon as may be. */
  readonly wake: (run: GatewayRun) => void;
}

interface Asked {
  readonly askedAt: number;
  readonly asking: AbortController;
  answer: WebhookAnswer | null;
  /** What it was told of last. */
  trouble: string | null;
}

/**
 * Asks the webhooks at whose gates releases wait, beside the ticks, each question once, until there is an answer: a tick finds it
 * in its observation, and never waits for it. What is open after a restart is asked again, under the same id.
 */
export class GateDesk {
  readonly #ports: DeskPorts;
  readonly #asked = new Map<GatewayRun, Map<string, Asked>>();

  constructor(ports: DeskPorts) {
    this.#ports = ports;
  }

  /** The answers that the next tick of a gateway has to know. */
  answers(run: GatewayRun): ReadonlyMap<string, WebhookAnswer> {
    const asked = this.#asked.get(run) ?? new Map<string, Asked>();
    return new Map(
      [...asked].flatMap(([gate, { answer }]) => (answer === null ? [] : [[gate, answer] as const])),
    );
  }

  /** To be called after each tick: asks what is open, and no longer asks what is not. */
  attend(run: GatewayRun): void {
    const { keeper } = this.#ports;
    if (keeper === undefined) return;
    const open = openQuestions(run);
    const asked = this.#asked.get(run) ?? new Map<string, Asked>();
    for (const [gate, each] of asked) {
      if (open.some((question) => question.gate === gate && question.askedAt === each.askedAt)) continue;
      each.asking.abort();
      asked.delete(gate);
    }
    for (const question of open) {
      if (!asked.has(question.gate)) asked.set(question.gate, this.#ask(run, keeper, question));
    }
    if (asked.size > 0) this.#asked.set(run, asked);
    else this.#asked.delete(run);
  }

  /** Asks nobody any more. */
  close(): void {
    for (const asked of this.#asked.values()) for (const { asking } of asked.values()) asking.abort();
    this.#asked.clear();
  }

  #ask(run: GatewayRun, keeper: GateKeeper, question: GateQuestion): Asked {
    const { publish, clock, report, wake } = this.#ports;
    const asking = new AbortController();
    const asked: Asked = { askedAt: question.askedAt, asking, answer: null, trouble: null };
    const trouble = (message: string): void => {
      if (!this.#ports.isServed(run)) {
        this.#leave(run);
        return;
      }
      if (message === asked.trouble) return;
      asked.trouble = message;
      const { gateway, gate } = question;
      const reason = `the webhook \`${question.webhook}\` of the gate \`${gate}\` gives no answer: ${message}`;
      publish([{ kind: 'gate-unanswered', gateway, at: clock.now(), reason, gate }]);
    };
    keeper.ask(question, trouble, asking.signal).then(
      (answer) => {
        asked.answer = answer;
        wake(run);
      },
      (error: unknown) => {
        if (!asking.signal.aborted) report(error, `the question at the gate ${question.gate}`);
      },
    );
    return asked;
  }

  #leave(run: GatewayRun): void {
    for (const { asking } of this.#asked.get(run)?.values() ?? []) asking.abort();
    this.#asked.delete(run);
  }
}

/** What has to be asked for a release that waits at gates of webhooks. */
function openQuestions({ gateway, state }: GatewayRun): readonly GateQuestion[] {
  const { release, intent } = state;
  if (release?.phase !== 'Waiting') return [];
  const { stable, candidate } = release.identity;
  return gatesOf(gateway).flatMap((gate): readonly GateQuestion[] => {
    const standing = standingAt(release, gate.name);
    if (gate.type !== 'webhook' || standing?.answer !== null) return [];
    const { askedAt } = standing;
    return [
      {
        id: `${gateway.name}/${release.startedAt}/${gate.name}/${askedAt}`,
        webhook: gate.webhook,
        gateway: gateway.name,
        gate: gate.name,
        stable,
        candidate,
        routes: intent.routes,
        reason: release.reason,
        askedAt,
      },
    ];
  });
}
