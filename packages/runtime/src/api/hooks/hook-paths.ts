import { createHmac, timingSafeEqual } from 'node:crypto';

export type HookKind = 'flagger' | 'argo';

/** The part of a path that only whoever was given it knows, one for each gateway: a caller that can send no token is known by it. */
export class HookPaths {
  readonly #key: Uint8Array;

  /** @param key of 32 random bytes; with another key all paths are other ones */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  pathOf(kind: HookKind, gateway: string): string {
    return `/api/v1/hooks/${kind}/${encodeURIComponent(gateway)}/${this.#secret(gateway)}`;
  }

  /** Takes the same time whatever is wrong with it. */
  isSecretOf(gateway: string, secret: string): boolean {
    const [right, given] = [Buffer.from(this.#secret(gateway)), Buffer.from(secret)];
    return right.length === given.length && timingSafeEqual(right, given);
  }

  #secret(gateway: string): string {
    return createHmac('sha256', this.#key).update(`hook:${gateway}`).digest('base64url');
  }
}
