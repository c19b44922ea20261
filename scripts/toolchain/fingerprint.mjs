import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A hash over the names and contents of files: equal as long as none is changed, added, removed or renamed. Contents and not
 * times, because a fresh clone and a switch of branches change every time.
 * @param {string} folder what the names are relative to, so that two clones agree
 * @param {readonly string[]} files paths; their order does not matter
 * @returns {string} hexadecimal SHA-256
 */
export function fingerprint(folder, files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * The fingerprint that an earlier run left in a file; null where there is none.
 * @param {string} file
 * @returns {string | null}
 */
export function recordedFingerprint(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
