import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readConfiguration } from '../config/configuration.js';
import { Findings } from '../config/finding.js';
import type { NamedPolicy } from '../config/policies/named-policy.js';

/** A folder with more is one of something else. */
const MOST_FILES = 100;

/**
 * The policies of the other files in a file's folder: what `lamia check` finds when it is given the folder. What is wrong with
 * those files is said where they are open.
 * @param opened the text of a file as an editor has it now; null where none has it open
 */
export async function policiesBeside(
  path: string,
  opened: (path: string) => string | null,
): Promise<readonly NamedPolicy[]> {
  const folder = dirname(path);
  const names = await readdir(folder).catch((): readonly string[] => []);
  const paths = names
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name))
    .filter((other) => other !== path);
  const texts = await Promise.all(
    paths.slice(0, MOST_FILES).map(async (file) => {
      // One that cannot be read has no policy to refer to, which the reference is told then.
      const text = opened(file) ?? (await readFile(file, 'utf8').catch(() => null));
      return text === null ? [] : [{ file, text, named: false }];
    }),
  );
  return readConfiguration(texts.flat(), (name) => name, new Findings(), false).policies;
}
