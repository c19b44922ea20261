import type { ConfigurationSource } from '../config/documents.js';
import { usageError } from './exit.js';
import type { CommandIo } from './io.js';
import { readSources } from './source-files.js';

/** The name of a program that was given with `-e`. */
const ARGUMENT = '-e';

/** What a language command works on: files, or the program that stands in its arguments. */
export async function programSources(
  paths: readonly string[],
  expression: string | undefined,
  io: CommandIo,
): Promise<readonly ConfigurationSource[]> {
  if (expression === undefined && paths.length === 0) {
    throw usageError('nothing to read; name a file, `-` for standard input, or give a program with `-e`');
  }
  if (expression !== undefined && paths.length > 0) {
    throw usageError('a program with `-e` and files at once; give one or the other');
  }
  return expression === undefined
    ? readSources(paths, io)
    : [{ file: ARGUMENT, text: expression, named: true }];
}
