import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Span } from '../../source/span.js';

/** What to say of a backslash outside of a string: most often the quotes of the whole text were escaped for JSON. */
export function escapedQuotes(source: string, backslash: Span): Diagnostic {
  const edits = [...source.matchAll(/\\(?=")/g)].map(({ index }) => ({
    start: index,
    end: index + 1,
    text: '',
  }));
  return {
    code: 'bad-character',
    severity: 'error',
    message:
      'unexpected `\\` outside of a string: if the text was pasted from JSON, write its quotes as `"` instead of `\\"`',
    ...backslash,
    ...(edits.length > 0 && { fixes: [{ title: 'unescape the quotes', edits }] }),
  };
}
