import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaproxyTarget, type HaproxyOptions } from '../../packages/runtime/src/routing/haproxy/target.js';

/** A folder for one HAProxy, and targets on it: the second one is what a restarted runtime is. */
export interface HaproxyFolder {
  readonly path: string;
  /** A target on the folder, with an exporter on a free port unless the options say otherwise. */
  target(options?: Partial<HaproxyOptions>): HaproxyTarget;
  /** Ends the HAProxy that runs in the folder, by its process id, and removes the folder. */
  remove(): Promise<void>;
}

/** Makes an empty one for a test, which has to remove it whatever happens. */
export async function haproxyFolder(): Promise<HaproxyFolder> {
  const path = await mkdtemp(join(tmpdir(), 'lamia-haproxy-'));
  const target = (options: Partial<HaproxyOptions> = {}): HaproxyTarget =>
    new HaproxyTarget({ directory: path, exporter: { host: '127.0.0.1', port: 0 }, ...options });
  return {
    path,
    target,
    async remove() {
      await target().shutdown(AbortSignal.timeout(30_000));
      await rm(path, { recursive: true, force: true });
    },
  };
}
