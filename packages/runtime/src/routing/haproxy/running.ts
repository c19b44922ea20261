import { readFile, readlink, realpath } from 'node:fs/promises';
import { errorCode } from '../../errors/error-code.js';

/** True while the process works; one that has ended and that nobody has waited for yet does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, but there.
    return errorCode(error) === 'EPERM';
  }
  return (await stateOf(pid)) !== 'Z';
}

/** True when the process is a HAProxy that works in this folder; false where the system does not tell. */
export async function isHaproxyOf(pid: number, folder: string): Promise<boolean> {
  try {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8');
    const [works, asked] = await Promise.all([readlink(`/proc/${pid}/cwd`), realpath(folder)]);
    return name.trim() === 'haproxy' && works === asked;
  } catch {
    // No such process, no right to look, or no `/proc`: it cannot be shown to be ours, so it is left alone.
    return false;
  }
}

/** The kernel's letter for what the process does; null where there is no `/proc`. */
async function stateOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name stands between brackets and may hold anything; the letter comes after the last of them.
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  } catch {
    return null;
  }
}
