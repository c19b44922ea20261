import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Gateway } from '../../config/gateway.js';
import { errorCode } from '../../errors/error-code.js';
import { leadsOut } from '../../files/leads-out.js';
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

/**
 * Certificates that lead out of their folder, one message each: links may have changed since the gateways were checked. A gateway that
 * was put through the API has those of a gateway in a file, and their folder.
 */
export async function strayCertificates(gateways: readonly Gateway[]): Promise<readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const { traffic } of gateways) {
    for (const path of traffic.tls?.certificates ?? []) {
      folders.set(path, [...(folders.get(path) ?? []), traffic.tls?.folder ?? '']);
    }
  }
  const strays = [...folders].map(async ([path, homes]) => {
    const out = await Promise.all(homes.map((folder) => leadsOut(path, folder)));
    return out.includes(false)
      ? []
      : [
          `the certificate \`${path}\` leads out of its folder \`${homes[0] ?? ''}\`; put the file itself there`,
        ];
  });
  return (await Promise.all(strays)).flat();
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
