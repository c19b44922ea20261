import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { YAML_BUDGETS } from '../config/yaml/budgets.js';
import { errorCode } from '../errors/error-code.js';
import type { ConfigurationSource } from '../config/documents.js';
import { inputError, usageError } from './exit.js';
import type { CommandIo } from './io.js';
import { decodeUtf8 } from './utf8.js';

/** The name of standard input in arguments and messages. */
export const STDIN = '-';

/** Longer input is refused unread; programs have a limit of their own below it. */
const MOST_BYTES = 4 * YAML_BUDGETS.bytes;

/** What a file is read as. */
export type SourceKind = 'program' | 'configuration';

/** The texts that arguments name: files, folders (their gateway, policy and program files) and standard input. */
export async function readSources(
  paths: readonly string[],
  io: CommandIo,
): Promise<readonly ConfigurationSource[]> {
  if (paths.filter((path) => path === STDIN).length > 1) {
    throw usageError('standard input (`-`) can be read once only');
  }
  const sources: ConfigurationSource[] = [];
  for (const path of paths) sources.push(...(await readPath(path, io)));
  return sources;
}

/** A file that is YAML with `apiVersion` is configuration; everything else is a program. */
export function kindOf({ file, text }: ConfigurationSource): SourceKind {
  if (file.endsWith('.lamia')) return 'program';
  if (/\.(ya?ml|json)$/.test(file)) return 'configuration';
  return /^[\s{]*["']?apiVersion["']?\s*:/m.test(text) ? 'configuration' : 'program';
}

async function readPath(path: string, io: CommandIo): Promise<readonly ConfigurationSource[]> {
  if (path === STDIN) {
    const bytes = await io.readStdin(MOST_BYTES);
    if (bytes === null) throw inputError(`standard input is longer than ${MOST_BYTES} bytes`);
    return [{ file: STDIN, text: decoded(bytes, 'standard input'), named: true }];
  }
  try {
    if ((await stat(path)).isDirectory()) return await readFolder(path);
    return [{ file: path, text: await readText(path), named: true }];
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Files of our kinds that stand in a folder itself, in the order of their names. */
async function readFolder(folder: string): Promise<readonly ConfigurationSource[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && OURS.test(entry.name))
    .map(({ name }) => name);
  if (names.length === 0) {
    throw inputError(`the folder \`${folder}\` has no \`*.yaml\`, \`*.yml\` or \`*.lamia\` file`);
  }
  const sources: ConfigurationSource[] = [];
  for (const name of names.toSorted()) {
    const path = join(folder, name);
    sources.push({ file: path, text: await readText(path), named: false });
  }
  return sources;
}

const OURS = /\.(ya?ml|lamia)$/;

/** No more than is allowed, also of a pipe or a device. */
async function readText(path: string): Promise<string> {
  const bytes = await buffer(createReadStream(path, { end: MOST_BYTES }));
  if (bytes.length > MOST_BYTES) throw inputError(`\`${path}\` is longer than ${MOST_BYTES} bytes`);
  return decoded(bytes, `\`${path}\``);
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
