import { errorMessage } from '../errors/error-message.js';
import type { OutputForm } from './commands/command.js';
import { CommandError, EXIT, outsideError } from './exit.js';
import { findingJson, showFindings } from './findings.js';
import type { FindingJson } from './findings.js';
import type { CommandIo } from './io.js';

/** Not one of a command's own codes: the program itself is at fault. */
const BUG = 70;

/** What `--json` prints where a command could not come to its own document. */
interface FailureReport {
  readonly ok: false;
  readonly error: string;
  /** What was found in files, where that is why. */
  readonly diagnostics?: readonly (FindingJson & { readonly file: string })[];
}

/**
 * Tells why a command ended early, and gives the exit code for it.
 * @param hasWritten whether standard output already holds something
 */
export function reportError(error: unknown, form: OutputForm, hasWritten: boolean, io: CommandIo): number {
  const ended = isLostFolder(error)
    ? outsideError('the working directory does not exist any more; change to one that does')
    : error;
  // One more line is well where lines go on; a second document is not.
  if (form.json && (form.goesOn || !hasWritten)) {
    io.stdout.write(`${JSON.stringify(failureReport(ended), null, form.goesOn ? undefined : 2)}\n`);
  }
  if (!(ended instanceof CommandError)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : errorMessage(error);
    io.stderr.write(`lamia: this is a bug in lamia: ${trace}\n`);
    return BUG;
  }
  showFindings(ended.findings, io);
  io.stderr.write(`lamia: ${ended.message}\n`);
  if (ended.exitCode === EXIT.usage) {
    io.stderr.write('`lamia help` and `lamia COMMAND --help` show how it is called\n');
  }
  return ended.exitCode;
}

function failureReport(error: unknown): FailureReport {
  if (!(error instanceof CommandError)) {
    return { ok: false, error: `this is a bug in lamia: ${errorMessage(error)}` };
  }
  const { message, findings } = error;
  const diagnostics = findings.map((finding) => ({ file: finding.source.file, ...findingJson(finding) }));
  return { ok: false, error: message, ...(diagnostics.length === 0 ? {} : { diagnostics }) };
}

/** What `process.cwd()` throws in a folder that was removed, deep below `path.resolve` and others. */
function isLostFolder(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'uv_cwd';
}
