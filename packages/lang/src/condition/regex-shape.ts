import type { TextTest } from '../syntax/ast.js';

/** A regular expression that is no more than one of the plainer tests. */
export interface RegexShape {
  readonly op: Extract<TextTest, 'exact' | 'prefix' | 'suffix' | 'contains'>;
  readonly value: string;
}

/** `^.*(Chrome).*$` and the like: a text, perhaps in one group, perhaps with anything before and after it. */
const SHAPE =
  /^\^?(?<before>\.\*)?(?<open>\((?:\?:)?)?(?<text>(?:[^\\^$.|?*+()[\]{}]|\\[^\w\s])+)(?<close>\))?(?<after>\.\*)?\$?$/su;

/**
 * The plainer test that says the same as an expression, of values on one line: `.` stands for everything but a line break, which
 * no header holds. Null where it says more.
 */
export function regexShape(pattern: string): RegexShape | null {
  const found = SHAPE.exec(pattern)?.groups;
  if (found === undefined || (found['open'] === undefined) !== (found['close'] === undefined)) return null;
  const value = (found['text'] ?? '').replace(/\\([^])/gu, '$1');
  const [before, after] = [found['before'] !== undefined, found['after'] !== undefined];
  return { op: before ? (after ? 'contains' : 'suffix') : after ? 'prefix' : 'exact', value };
}
