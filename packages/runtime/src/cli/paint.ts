import type { Severity } from '@lamia/lang';
import type { Output } from './io.js';

const CODES = { error: 31, warning: 33, info: 36, frame: 2 } as const satisfies Record<
  Severity | 'frame',
  number
>;

/** Colours a part of a message where the stream shows colours, and leaves it alone elsewhere. */
export function painter(output: Output): (text: string, role: Severity | 'frame') => string {
  return output.hasColours ? (text, role) => `\u001B[${CODES[role]}m${text}\u001B[0m` : (text) => text;
}

/** Whether a terminal with this environment is to show colours (https://no-color.org: an empty NO_COLOR says nothing). */
export function wantsColours(env: Readonly<Record<string, string | undefined>>): boolean {
  const { NO_COLOR: without, TERM: terminal } = env;
  return (without === undefined || without === '') && terminal !== 'dumb';
}
