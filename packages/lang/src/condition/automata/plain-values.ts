import type { FieldName } from '../../syntax/ast.js';
import type { Field } from '../atom.js';
import type { Acceptor } from './acceptor.js';
import { plainPaths } from './plain-paths.js';
import { regexAcceptor } from './regex-acceptor.js';

/** What is not ASCII, surrogates left out: any of it may stand in a value that is valid UTF-8. */
const WIDE = '\\x{80}-\\x{D7FF}\\x{E000}-\\x{10FFFF}';

/** Values without blanks at their ends, which a data plane takes away; `inner` and `outer` are what may stand inside and at the ends. */
function trimmed(outer: string, inner: string): string {
  return `(?:[${outer}](?:[${inner}]*[${outer}])?)?`;
}

/** Semicolons separate cookies; a query is sent as it is, without blanks, `&` and `#`. */
const SHAPES: Readonly<Record<Exclude<FieldName, 'path'>, string>> = {
  header: trimmed(`!-~${WIDE}`, `\\t -~${WIDE}`),
  cookie: trimmed(`!-:<-~${WIDE}`, `\\t -:<-~${WIDE}`),
  query: '[!"$%\'-~]*',
  host: '(?:[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\])?',
  method: "[!#$%&'*+.^_`|~0-9A-Za-z-]+",
  scheme: 'https?',
};
const ASCII_SHAPES: Readonly<Record<'header' | 'cookie', string>> = {
  header: trimmed('!-~', '\\t -~'),
  cookie: trimmed('!-:<-~', '\\t -:<-~'),
};

/** Made when first asked for: most programs have no condition. */
const known = new Map<string, Acceptor>();

/**
 * The values that a field can have in a plain request, as far as one field alone decides (RFC 9110, RFC 3986, and what all data
 * planes read alike).
 * @param asciiOnly whether a regular expression or a comparison that ignores case looks at the value
 */
export function plainValues({ field }: Field, asciiOnly: boolean): Acceptor {
  if (field === 'path') return plainPaths;
  const shape = asciiOnly && (field === 'header' || field === 'cookie') ? ASCII_SHAPES[field] : SHAPES[field];
  const acceptor = known.get(shape) ?? regexAcceptor(shape, false);
  known.set(shape, acceptor);
  return acceptor;
}
