import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Milliseconds } from '../config/duration.js';
import { PID_FILE } from '../routing/haproxy/folder.js';
import { HaproxyTarget } from '../routing/haproxy/target.js';

const END_WITHIN: Milliseconds = 20_000;

/**
 * Ends the HAProxy that works in a folder. The runtime leaves it serving, as it must for real traffic; the demonstration
 * leaves nothing behind.
 * @throws TargetError where it cannot be ended
 */
export async function endHaproxy(directory: string): Promise<void> {
  const target = new HaproxyTarget({ directory, exporter: null });
  await target.shutdown(AbortSignal.timeout(END_WITHIN));
}

/** The same where nothing can be waited for any more: the master is asked to end, and takes its worker with it. */
export function endHaproxyAtOnce(directory: string): void {
  try {
    process.kill(Number(readFileSync(join(directory, PID_FILE), 'utf8')), 'SIGTERM');
  } catch {
    // It was never started, or has ended: there is nothing to end.
  }
}
