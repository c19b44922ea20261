import { setTimeout as wait } from 'node:timers/promises';

/** Resolves once something holds. @throws where it does not within a minute */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`it does not come to this: ${holds.toString()}`);
    await wait(20);
  }
}
