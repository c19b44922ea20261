import type { ErrorCode } from 'yaml';

/** What the YAML reader found, in the words of this project; the reader's own wording where it is as good. */
const WORDS: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'this `*alias` names no `&anchor` before it',
  BAD_DQ_ESCAPE:
    'this escape means nothing in double quotes; write the text in single quotes, or double the backslash',
  BLOCK_AS_IMPLICIT_KEY: 'a second `:` on one line; quote the text, or put the inner map on lines of its own',
  BLOCK_IN_FLOW: 'a list or map on lines of its own cannot stand inside `[…]` or `{…}`',
  KEY_OVER_1024_CHARS: 'this key is longer than 1024 characters; is a quote or a line break missing',
  MULTILINE_IMPLICIT_KEY: 'this key runs over several lines; is a `:` or a quote missing',
  MULTIPLE_ANCHORS: 'a value has one `&anchor` at most',
  MULTIPLE_TAGS: 'a value has one tag at most',
  NON_STRING_KEY: 'a key must be plain text',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  BAD_SCALAR_START: 'a value cannot begin with this character; put it in quotes',
};

/** One lower-case sentence without a final period. */
export function syntaxWords(code: ErrorCode, message: string): string {
  if (code === 'BAD_INDENT') {
    return message.startsWith('Flow')
      ? 'a `[` or `{` before this is not closed, or its lines are not indented'
      : 'this line is not indented as its neighbours are';
  }
  return WORDS[code] ?? message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}
