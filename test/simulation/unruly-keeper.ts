import type { WebhookAnswer } from '../../packages/runtime/src/release/observation.js';
import type { GateKeeper, GateQuestion } from '../../packages/runtime/src/release/ports.js';
import type { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';
import type { Character, KeeperMode } from './scenario.js';

/** How soon a webhook that gave no answer is asked again. */
const AGAIN = 15_000;
const SLOW = 45_000;

/** Asks the webhooks of its world, each of which says at its gate what it always says, and goes wrong as a scenario says. */
export class UnrulyKeeper implements GateKeeper {
  mode: KeeperMode = 'well';

  constructor(
    private readonly clock: FakeClock,
    private readonly characterAt: (gateway: string, gate: string) => Character,
  ) {}

  knows(): boolean {
    return true;
  }

  async ask(
    { gateway, gate, webhook }: GateQuestion,
    trouble: (message: string) => void,
    signal: AbortSignal,
  ): Promise<WebhookAnswer> {
    if (this.mode === 'slow') await this.clock.sleep(SLOW, signal);
    const character = this.characterAt(gateway, gate);
    while (this.mode === 'silent' || character === 'silent') {
      if (signal.aborted) throw new Error('nobody wants to know any more');
      trouble('it was asked in vain');
      await this.clock.sleep(AGAIN, signal);
    }
    return { approved: this.mode !== 'refuses' && character === 'approves', by: `the webhook ${webhook}` };
  }
}
