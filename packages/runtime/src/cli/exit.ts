import type { Finding } from '../config/finding.js';

/** What the command's exit code says. */
export const EXIT = {
  done: 0,
  /** The input is at fault; it has been said how. */
  input: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** Something outside failed: Prometheus, a socket, a file system. */
  outside: 3,
  /** `plan --exit-code` found something to change. */
  changes: 6,
} as const;

/** Ends a command with a message for people, an exit code, and what was found in the input where that is why. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;
  readonly findings: readonly Finding[];

  constructor(exitCode: number, message: string, findings: readonly Finding[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.findings = findings;
  }
}

export const inputError = (message: string, findings?: readonly Finding[]): CommandError =>
  new CommandError(EXIT.input, message, findings);
export const usageError = (message: string): CommandError => new CommandError(EXIT.usage, message);
export const outsideError = (message: string): CommandError => new CommandError(EXIT.outside, message);
