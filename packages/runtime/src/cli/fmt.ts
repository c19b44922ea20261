import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { format } from '@lamia/lang';
import type { ConfigurationSource } from '../config/documents.js';
import { formatConfiguration } from '../config/format-configuration.js';
import { errorMessage } from '../errors/error-message.js';
import { EXIT, outsideError, usageError } from './exit.js';
import { programFindings, showFindings } from './findings.js';
import type { CommandIo } from './io.js';
import { programSources } from './program-sources.js';
import { kindOf, STDIN } from './source-files.js';

export interface FormatFlags {
  readonly expression?: string;
  readonly check?: boolean;
  readonly write?: boolean;
}

interface Formatted {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** `lamia fmt`: programs in their canonical form, gateway and policy files in the names of today; nothing is printed or written unless all of them can be read. */
export async function runFormat(
  paths: readonly string[],
  flags: FormatFlags,
  io: CommandIo,
): Promise<number> {
  if (flags.check === true && flags.write === true) {
    throw usageError('`--check` and `--write` at once; one only looks, the other changes');
  }
  if (flags.write === true && (flags.expression !== undefined || paths.includes(STDIN))) {
    throw usageError('`--write` needs files to write to');
  }
  const sources = await programSources(paths, flags.expression, io);
  const formatted = sources.map((source) =>
    formatSource(source, flags.expression === undefined && source.file !== STDIN, io),
  );
  const readable = formatted.filter((one) => one !== null);
  if (readable.length < formatted.length) return EXIT.input;
  const changed = readable.filter(({ before, after }) => before !== after);
  if (flags.check === true) {
    for (const { file } of changed) io.stderr.write(`${file} is not in canonical form\n`);
    return changed.length === 0 ? EXIT.done : EXIT.input;
  }
  if (flags.write === true) {
    for (const { file, after } of changed) await replaceFile(file, after);
  } else {
    for (const { after } of readable) io.stdout.write(after);
  }
  return EXIT.done;
}

function formatSource(source: ConfigurationSource, isFile: boolean, io: CommandIo): Formatted | null {
  const { file, text: before } = source;
  if (kindOf(source) === 'configuration') {
    const formatted = formatConfiguration(source);
    if (formatted.ok) return { file, before, after: formatted.text };
    showFindings(formatted.findings, io);
    return null;
  }
  const { text, diagnostics } = format(before);
  if (text === null) {
    showFindings(programFindings(source, diagnostics), io);
    return null;
  }
  return { file, before: isFile ? before : withFinalNewline(before), after: `${text}\n` };
}

/** Only files end with one: `-e` cannot well, and what is piped need not. */
function withFinalNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Puts a whole new file in the old one's place, so that no reader and no crash ever sees half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file);
  const fresh = `${target}.${randomUUID()}.new`;
  try {
    await writeFile(fresh, text, { mode: (await stat(target)).mode, flag: 'wx' });
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    throw outsideError(`\`${file}\` cannot be written: ${errorMessage(error)}`);
  }
}
