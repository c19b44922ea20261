import { errorMessage } from '../errors/error-message.js';
import type { LogLine } from './log-line.js';

/** The lines of an exported log, or what is wrong with the text. */
export type ReadExport =
  | { readonly ok: true; readonly lines: readonly LogLine[] }
  | { readonly ok: false; readonly line: number; readonly message: string };

/** Reads what `lamia log` has written. */
export function readExport(text: string): ReadExport {
  const lines: LogLine[] = [];
  for (const [place, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read === 'string') return { ok: false, line: place + 1, message: read };
    lines.push(read);
  }
  return { ok: true, lines };
}

function readLine(text: string): LogLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return errorMessage(error);
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) return 'it is no line of a log';
  const isDescription = value.kind === 'description' && 'fingerprint' in value && 'gateway' in value;
  const isDecision = value.kind === 'decision' && 'record' in value && 'keeping' in value;
  // What stands deeper is taken as the store wrote it.
  return isDescription || isDecision ? (value as LogLine) : 'it is no line of a log';
}
