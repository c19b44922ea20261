import { open, readFile } from 'node:fs/promises';
import type { LogLine } from '../log/log-line.js';
import { readExport } from '../log/read-export.js';
import { replayLog, type ReplayedLog } from '../log/replay-log.js';
import { readLog } from '../store/libsql/read-log.js';
import { StoreError } from '../store/store.js';
import { EXIT, inputError, outsideError } from './exit.js';
import type { CommandIo } from './io.js';
import { requireStateFile } from './state-files.js';

export interface ReplayFlags {
  readonly gateway?: string;
  readonly json?: boolean;
}

/** With this every file of the database's format begins. */
const STATE_FILE = 'SQLite format 3';

/** `lamia replay`: whether the engine decides as it did, by a state file or an exported log. */
export async function runReplay(file: string, flags: ReplayFlags, { stdout }: CommandIo): Promise<number> {
  requireStateFile(file);
  const result = replayLog(await linesOf(file, flags.gateway ?? null));
  if (flags.json === true) {
    const { replayed, without, deviation } = result;
    stdout.write(`${JSON.stringify({ ok: deviation === null, replayed, without, deviation }, null, 2)}\n`);
  } else {
    stdout.write(`${resultText(result)}\n`);
  }
  return result.deviation === null ? EXIT.done : EXIT.input;
}

async function linesOf(file: string, gateway: string | null): Promise<readonly LogLine[]> {
  if (await isStateFile(file)) {
    try {
      return readLog(file, gateway);
    } catch (error) {
      throw error instanceof StoreError ? outsideError(error.message) : error;
    }
  }
  const read = readExport(await readFile(file, 'utf8'));
  if (!read.ok) {
    throw inputError(
      `\`${file}\` is neither a state file nor what \`lamia log\` writes: line ${read.line}: ${read.message}`,
    );
  }
  return gateway === null ? read.lines : read.lines.filter((line) => isOf(line, gateway));
}

async function isStateFile(file: string): Promise<boolean> {
  const opened = await open(file);
  try {
    const { bytesRead, buffer } = await opened.read(Buffer.alloc(STATE_FILE.length), 0, STATE_FILE.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === STATE_FILE;
  } finally {
    await opened.close();
  }
}

function isOf(line: LogLine, gateway: string): boolean {
  if (line.kind === 'description') return true;
  const { record } = line;
  return typeof record === 'object' && record !== null && 'gateway' in record && record.gateway === gateway;
}

function resultText({ replayed, without, deviation }: ReplayedLog): string {
  const kept = without === 0 ? '' : `; ${without} say what one before them says and are not decided again`;
  if (deviation === null) return `${replayed} decisions come out the same${kept}`;
  const { gateway, at, message } = deviation;
  return (
    `${replayed} decisions come out the same, then one of ${gateway} at ${new Date(at).toISOString()} does not: ` +
    message
  );
}
