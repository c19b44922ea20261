import { WORDS_A_LINE } from './rules.js';

/** What is on the line of an ACL before its text: `acl NAME`. */
const WORDS_BEFORE = 2;

/** Control characters and line ends of any kind: an ACL is one line, and begins no other. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * Why a raw ACL cannot be one line of a configuration that says what it seems to, or null. Whether HAProxy knows its words is not
 * looked at: HAProxy says so itself when the configuration is checked.
 */
export function rawAclProblem(acl: string): string | null {
  if (CONTROL.test(acl))
    return 'it has a control character; write it on one line, with blanks between its words';
  if (/["'\\]/.test(acl)) return 'it has a quote or a backslash; write its words without them';
  if (acl.includes('#')) return 'haproxy takes what follows `#` for a comment; leave it out';
  if (acl.includes('%[') || acl.includes('$'))
    return 'it has `%[` or `$`, which haproxy may expand; leave them out';
  const words = acl.split(/ +/);
  if (words.includes('-f') || words.includes('-M')) {
    return '`-f` and `-M` read a file of the machine; write the values themselves';
  }
  const most = WORDS_A_LINE - WORDS_BEFORE;
  return words.length > most
    ? `it has ${words.length} words, and haproxy takes ${most} of them on a line; split it into several`
    : null;
}
