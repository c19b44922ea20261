import type { ConfigurationSource } from '../config/documents.js';
import { usageError } from './exit.js';
import type { CommandIo } from './io.js';
import { readReadable, wholly } from './source-files.js';
import type { ReadSources } from './source-files.js';

/** The name of a program that was given with `-e`. */
const ARGUMENT = '-e';

/**
 * What a language command works on: files, or the program that stands in its arguments.
 * @throws CommandError where one of them cannot be read
 */
export async function programSources(
  paths: readonly string[],
  expression: string | undefined,
  io: CommandIo,
): Promise<readonly ConfigurationSource[]> {
  return wholly(await readablePrograms(paths, expression, io));
}

/** The same, with those that can be read beside what is wrong with the others. */
export async function readablePrograms(
  paths: readonly string[],
  expression: string | undefined,
  io: CommandIo,
): Promise<ReadSources> {
  if (expression === undefined && paths.length === 0) {
    throw usageError('nothing to read; name a file, `-` for standard input, or give a program with `-e`');
  }
  if (expression !== undefined && paths.length > 0) {
    throw usageError('a program with `-e` and files at once; give one or the other');
  }
  return expression === undefined
    ? await readReadable(paths, io)
    : { sources: [{ file: ARGUMENT, text: expression, named: true }], failures: [] };
}
