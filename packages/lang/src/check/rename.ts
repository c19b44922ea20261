import type { Fix } from '../diagnostics/diagnostic.js';
import type { Span } from '../source/span.js';
import { isPlainName } from '../syntax/reserved-words.js';
import { quote } from '../syntax/string-literal.js';

/** True when a name stands in its place with quotes, or in the older dialect of several parts. */
export function isQuotedAt(span: Span, name: string): boolean {
  return span.end - span.start !== name.length;
}

/** The fix that puts a name in another's place, quoted where that one is; none without a name. */
export function rename(span: Span, name: string, better: string | null): { readonly fixes?: readonly Fix[] } {
  if (better === null) return {};
  const text = isQuotedAt(span, name) || !isPlainName(better) ? quote(better) : better;
  return { fixes: [{ title: `write ${text}`, edits: [{ start: span.start, end: span.end, text }] }] };
}
