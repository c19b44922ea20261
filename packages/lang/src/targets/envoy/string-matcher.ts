import { lowerCase } from '../../condition/request.js';
import { byteRegex } from './regex-bytes.js';
import type { StringMatcher } from './route-config.js';

export function compileStringMatcher(matcher: StringMatcher): (value: string) => boolean {
  const folded = (text: string): string => (matcher.ignore_case === true ? lowerCase(text) : text);
  if ('safe_regex' in matcher) return byteRegex(matcher.safe_regex.regex);
  if ('exact' in matcher) {
    const whole = folded(matcher.exact);
    return (value) => folded(value) === whole;
  }
  if ('prefix' in matcher) {
    const prefix = folded(matcher.prefix);
    return (value) => folded(value).startsWith(prefix);
  }
  if ('suffix' in matcher) {
    const suffix = folded(matcher.suffix);
    return (value) => folded(value).endsWith(suffix);
  }
  const part = folded(matcher.contains);
  return (value) => folded(value).includes(part);
}
