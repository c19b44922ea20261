import { RE2JS } from 're2js';
import { utf8Bytes } from '../../source/utf8-bytes.js';

/**
 * Whether a value matches as a whole, as Envoy sees both: it compiles regular expressions for Latin-1, so that an `é` of two bytes is
 * two characters to it, in the expression and in the value.
 */
export function byteRegex(regex: string): (value: string) => boolean {
  const compiled = RE2JS.compile(utf8Bytes(regex));
  return (value) => compiled.matches(utf8Bytes(value));
}
