/**
 * How often what stands before it comes, in RE2's syntax and PCRE's alike; empty for once.
 * @param max null for any number
 */
export function quantifier(min: number, max: number | null): string {
  if (min === 1 && max === 1) return '';
  if (max === null) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

/** A text as a regular expression that matches just that text, in RE2's syntax and PCRE's alike. */
export function quoteRegex(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}

/** The same for a text whose ASCII letters match in either case: `a1` becomes `[aA]1`. */
export function quoteRegexIgnoringCase(text: string): string {
  return quoteRegex(text).replace(/\\?[A-Za-z]/g, (letter) =>
    letter.length > 1 ? letter : `[${letter.toLowerCase()}${letter.toUpperCase()}]`,
  );
}
