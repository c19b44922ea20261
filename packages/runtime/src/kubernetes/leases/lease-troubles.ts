import { measuredText, type Milliseconds } from '../../config/duration.js';
import { errorMessage } from '../../errors/error-message.js';
import { ClusterError } from '../cluster/cluster-objects.js';

interface Trouble {
  readonly since: Milliseconds;
  /** Null where nobody was told yet. */
  readonly told: Milliseconds | null;
}

/** What lasts less long is over before anything is lost. */
const PATIENCE: Milliseconds = 5_000;
const AGAIN_AFTER: Milliseconds = 60_000;

/** Tells of what goes wrong with leases, where it does not pass by itself, and not with each renewal. */
export class LeaseTroubles {
  readonly #troubles = new Map<string, Trouble>();
  readonly #namespace: string;
  readonly #report: (message: string) => void;

  constructor(namespace: string, report: (message: string) => void) {
    this.#namespace = namespace;
    this.#report = report;
  }

  /** @param what such as `leases cannot be renewed` */
  failed(what: string, error: unknown, now: Milliseconds): void {
    const { since, told } = this.#troubles.get(what) ?? { since: now, told: null };
    const isDue = told === null ? !passes(error) || now - since >= PATIENCE : now - told >= AGAIN_AFTER;
    this.#troubles.set(what, { since, told: isDue ? now : told });
    if (!isDue) return;
    const time = now - since >= PATIENCE ? ` for ${measuredText(now - since)}` : '';
    this.#report(`${what}${time}: ${errorMessage(error)}${this.#wayOut(error)}`);
  }

  passed(what: string): void {
    this.#troubles.delete(what);
  }

  #wayOut(error: unknown): string {
    if (!(error instanceof ClusterError) || error.failure !== 'forbidden') return '';
    const verbs = '`get`, `list`, `create`, `update` and `delete`';
    return `; the controller needs ${verbs} for \`leases\` of \`coordination.k8s.io\` in namespace \`${this.#namespace}\``;
  }
}

/** True for what may well be over with the next call. */
function passes(error: unknown): boolean {
  if (!(error instanceof ClusterError)) return false;
  return error.failure !== 'forbidden' && error.failure !== 'invalid';
}
