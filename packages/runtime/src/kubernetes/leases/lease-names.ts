import type { ObjectMeta } from '../cluster/object.js';

/** The leases of one installation all carry this label, with the installation's name. */
const LABEL = 'lamia.dev/leases';
/** With what stands around it this stays within the 253 characters of a name. */
const LONGEST_HOST = 150;

/** How the leases of one installation are named. */
export class LeaseNames {
  readonly #namespace: string;
  readonly #installation: string;

  constructor(namespace: string, installation: string) {
    this.#namespace = namespace;
    this.#installation = installation;
  }

  get selector(): string {
    return `${LABEL}=${this.#installation}`;
  }

  shard(shard: number): string {
    return `${this.#installation}-shard-${String(shard).padStart(2, '0')}`;
  }

  replica(identity: string): string {
    return `${this.#installation}-replica-${identity}`;
  }

  isReplica(name: string): boolean {
    return name.startsWith(this.replica(''));
  }

  metadata(name: string): ObjectMeta {
    return { name, namespace: this.#namespace, labels: { [LABEL]: this.#installation } };
  }
}

/**
 * A name for this process and no other.
 * @param host such as that of a pod, which stays when its program is started anew
 * @param unique few lower-case letters and digits
 */
export function replicaIdentity(host: string, unique: string): string {
  const plain = host.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${plain.slice(0, LONGEST_HOST)}-${unique}`.replace(/^-+/, '').replace(/-+/g, '-');
}
