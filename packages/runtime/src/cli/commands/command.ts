import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { usageError } from '../exit.js';
import type { ProcessIo } from '../io.js';

/** Does a command's work and gives its exit code; whatever it needs is loaded when it is called. */
export type Work = (io: ProcessIo) => Promise<number>;

/** What a command leaves on standard output. */
export interface OutputForm {
  /** It writes line by line until it is done with its work; others write once what they were asked for. */
  readonly goesOn: boolean;
  /** JSON: one document, or an object a line. */
  readonly json: boolean;
}

/** Runs what the command line asked for. */
export type Act = (form: OutputForm, work: Work) => Promise<void>;

/** Adds one command to the program. */
export type AddCommand = (program: Command, act: Act) => void;

/** Shows examples below a command's options. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`,
  );
}

/**
 * The program that `-e` gives.
 * @throws CommandError where it stands twice, since one of the two would be forgotten silently
 */
export function onlyProgram(text: string, before: string | undefined): string {
  if (before === undefined) return text;
  throw usageError('`-e` more than once; give one program at a time, or name files');
}

/** Whoever calls the command allows raw ACLs; a gateway's file cannot. */
export function allowRawAcls(): Option {
  return new Option(
    '--allow-raw-acls',
    'let raw ACLs (`< … >`) of conditions through to HAProxy, which alone knows what they say',
  );
}

/** The path of a state file. */
export function statePath(text: string): string {
  if (text === '') throw new InvalidArgumentError('It names the file where the state is kept.');
  return text;
}

/** How many releases are under way at once. */
export function releaseCount(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
}

/** `version1,version2` */
export function labels(text: string): readonly string[] {
  const list = text.split(',').map((label) => label.trim());
  if (list.some((label) => label === '')) {
    throw new InvalidArgumentError('It is a list such as version1,version2.');
  }
  const twice = list.find((label, place) => list.indexOf(label) < place);
  if (twice !== undefined) {
    throw new InvalidArgumentError(`\`${twice}\` stands twice in it; name each version once.`);
  }
  return list;
}

/** Names of namespaces, with commas. */
export function nameList(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.every((name) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))) return [...new Set(list)];
  throw new InvalidArgumentError('It is a list of namespaces such as team-a,team-b.');
}

/** Into how many parts the gateways of a cluster are divided. */
export function shardCount(text: string): number {
  const count = Number(text);
  if (/^[1-9][0-9]{0,2}$/.test(text) && count <= MOST_SHARDS) return count;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST_SHARDS}.`);
}

/** Each is a lease that is renewed again and again. */
const MOST_SHARDS = 256;

/** One more address, of which there may be several. */
export function httpAddress(text: string, before: readonly string[] | undefined): readonly string[] {
  if (!/^https?:\/\/[^\s]+$/.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('It is an address such as http://prometheus.monitoring:9090.');
  }
  return [...(before ?? []), text];
}

/** Milliseconds since the epoch. */
export function instant(text: string): number {
  const time = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (!Number.isFinite(time)) {
    throw new InvalidArgumentError('It is a time such as 2026-01-31T12:00:00Z, or seconds since 1970.');
  }
  return Math.round(time);
}
