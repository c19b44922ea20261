import { quoteRegex } from '../../condition/regex-text.js';

/**
 * The same expression with the texts between `\Q` and `\E` written out: an open quotation at its end would swallow whatever is
 * put behind it.
 */
export function withoutQuotations(pattern: string): string {
  return pattern.replace(/\\Q([^]*?)(?:\\E|$)|\\[^]/g, (part, quoted: string | undefined) =>
    quoted === undefined ? part : quoteRegex(quoted),
  );
}
