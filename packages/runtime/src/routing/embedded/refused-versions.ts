/** Hears what people should know of a gateway's versions. */
export type Warn = (gateway: string, reason: string) => void;

/** The versions that may not be reached where they are, told of once for each reason and once when that is over. */
export class RefusedVersions {
  readonly #warn: Warn;
  readonly #reasons = new Map<string, string>();

  constructor(warn: Warn) {
    this.#warn = warn;
  }

  refused(gateway: string, version: string, reason: string): void {
    const name = `${gateway}/${version}`;
    if (this.#reasons.get(name) === reason) return;
    this.#reasons.set(name, reason);
    this.#warn(gateway, `${version} gets no requests: ${reason}`);
  }

  reached(gateway: string, version: string): void {
    if (this.#reasons.delete(`${gateway}/${version}`)) this.#warn(gateway, `${version} gets requests again`);
  }
}
