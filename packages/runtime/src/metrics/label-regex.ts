import { RE2JS, RE2JSException } from 're2js';

/** Tells whether a whole label value matches; linear time in the value's length. */
export type LabelTest = (value: string) => boolean;

/**
 * Compiles the right-hand side of `=~`: RE2 syntax, the whole value, `.` also matches a line break, as in Prometheus.
 * Null where it is no regular expression.
 */
export function labelRegex(pattern: string): LabelTest | null {
  try {
    const regex = RE2JS.compile(pattern, RE2JS.DOTALL);
    return (value) => regex.testExact(value);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

/** A pattern that matches exactly this text. */
export function literalPattern(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
