import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { YAML_BUDGETS } from '../config/yaml/budgets.js';
import { errorCode } from '../errors/error-code.js';
import type { ConfigurationSource } from '../config/documents.js';
import { CommandError, inputError, usageError } from './exit.js';
import type { CommandIo } from './io.js';
import { decodeUtf8 } from './utf8.js';

/** The name of standard input in arguments and messages. */
export const STDIN = '-';

/** Longer input is refused unread; programs have a limit of their own below it. */
const MOST_BYTES = 4 * YAML_BUDGETS.bytes;

/** What a file is read as. */
export type SourceKind = 'program' | 'configuration';

/** What came of reading files. */
export interface ReadSources {
  readonly sources: readonly ConfigurationSource[];
  /** Why others could not be read, in the order of their paths. */
  readonly failures: readonly CommandError[];
}

/**
 * The texts that arguments name: files, folders (their gateway, policy and program files) and standard input.
 * @throws CommandError where one of them cannot be read
 */
export async function readSources(
  paths: readonly string[],
  io: CommandIo,
): Promise<readonly ConfigurationSource[]> {
  return wholly(await readReadable(paths, io));
}

/**
 * All texts that were asked for.
 * @throws CommandError where one of them could not be read
 */
export function wholly({ sources, failures }: ReadSources): readonly ConfigurationSource[] {
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return sources;
}

/** The same, with those that can be read beside what is wrong with the others. */
export async function readReadable(paths: readonly string[], io: CommandIo): Promise<ReadSources> {
  if (paths.filter((path) => path === STDIN).length > 1) {
    throw usageError('standard input (`-`) can be read once only');
  }
  const sources: ConfigurationSource[] = [];
  const failures: CommandError[] = [];
  for (const path of paths) {
    for (const file of (await attempt(() => filesOf(path), failures)) ?? []) {
      const text = await attempt(() => textOf(file, io), failures);
      if (text !== null) sources.push({ file, text, named: file === path });
    }
  }
  return { sources, failures };
}

/** Null, and one more failure, where the input is at fault. */
async function attempt<Value>(work: () => Promise<Value>, failures: CommandError[]): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    failures.push(error);
    return null;
  }
}

/** A file that is YAML with `apiVersion` is configuration; everything else is a program. */
export function kindOf({ file, text }: ConfigurationSource): SourceKind {
  if (file.endsWith('.lamia')) return 'program';
  if (/\.(ya?ml|json)$/.test(file)) return 'configuration';
  return /^[\s{]*["']?apiVersion["']?\s*:/m.test(text) ? 'configuration' : 'program';
}

/** The file itself, or files of our kinds that stand in a folder itself, in the order of their names. */
async function filesOf(path: string): Promise<readonly string[]> {
  if (path === STDIN) return [STDIN];
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries
      .filter((entry) => !entry.isDirectory() && OURS.test(entry.name))
      .map(({ name }) => name);
    if (names.length > 0) return names.toSorted().map((name) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
  throw inputError(`the folder \`${path}\` has no \`*.yaml\`, \`*.yml\` or \`*.lamia\` file`);
}

const OURS = /\.(ya?ml|lamia)$/;

/** No more than is allowed, also of a pipe or a device. */
async function textOf(file: string, io: CommandIo): Promise<string> {
  if (file === STDIN) {
    const bytes = await io.readStdin(MOST_BYTES);
    if (bytes === null) throw inputError(`standard input is longer than ${MOST_BYTES} bytes`);
    return decoded(bytes, 'standard input');
  }
  try {
    const bytes = await buffer(createReadStream(file, { end: MOST_BYTES }));
    if (bytes.length > MOST_BYTES) throw inputError(`\`${file}\` is longer than ${MOST_BYTES} bytes`);
    return decoded(bytes, `\`${file}\``);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Bytes that are no text are refused: replaced by others, they would be lost when the text is written back. */
function decoded(bytes: Uint8Array, name: string): string {
  const text = decodeUtf8(bytes);
  if (text.ok) return text.text;
  throw inputError(`${name} is not valid UTF-8 at byte offset ${text.offset}; save it as UTF-8`);
}

function unreadable(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return inputError(`there is no file or folder \`${path}\``);
  if (code === 'EACCES') return inputError(`\`${path}\` cannot be read: its permissions forbid it`);
  return error;
}
