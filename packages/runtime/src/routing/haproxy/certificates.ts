import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { errorCode } from '../../errors/error-code.js';
import type { Layout } from './layout.js';

/** The files that HAProxy reads for HTTPS, each once. */
export function certificatePaths({ sites }: Pick<Layout, 'sites'>): readonly string[] {
  return [...new Set(sites.flatMap(({ certificates }) => certificates))].sort();
}

/** Equal for files with the same contents; null where one of them cannot be read, as while it is replaced. */
export async function certificateDigest(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  const digest = createHash('sha256');
  for (const path of paths) {
    try {
      digest.update(`${path}\0`).update(await readFile(path, { signal }));
    } catch (error) {
      signal.throwIfAborted();
      if (errorCode(error) === null) throw error;
      return null;
    }
  }
  return digest.digest('hex');
}

/** Sees when certificates were renewed: changed, and no longer about to change. */
export class RenewedCertificates {
  #seen: string | null = null;
  #tried: string | null = null;

  /**
   * True once for each change.
   *
   * @param loaded what HAProxy has; null where that is not known
   * @param found what the files have; null where one cannot be read
   */
  note(loaded: string | null, found: string | null): boolean {
    const isSettled = found !== null && found === this.#seen;
    this.#seen = found;
    if (found === loaded) this.#tried = null;
    if (!isSettled || found === loaded || found === this.#tried) return false;
    this.#tried = found;
    return true;
  }
}
