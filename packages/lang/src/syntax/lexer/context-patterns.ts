import type { IToken } from 'chevrotain';

/**
 * Three tokens exist only in their context: unquoted text after a match operator, a field's name after its word, and a raw
 * ACL where an operand is expected. Chevrotain hands such patterns the tokens matched so far; they are told apart by
 * type name, since the vocabulary itself is built from these patterns.
 */
type ContextPattern = (text: string, offset: number, matched: IToken[]) => RegExpExecArray | null;

const MATCH_OPERATORS = new Set(
  ['Exact', 'Is', 'Prefix', 'Under', 'Suffix', 'Regex', 'Contains', 'Has', 'Misses']
    .map((word) => `${word}Word`)
    .concat('Equal', 'Assign', 'Tilde', 'NotEqual', 'Bang', 'Not'),
);
const SIMPLE_FIELDS = new Set(
  ['Host', 'Path', 'Uri', 'Method', 'Scheme', 'Useragent'].map((word) => `${word}Word`).concat('UserAgent'),
);
const NAMED_FIELDS = new Set(['HeaderWord', 'CookieWord', 'QueryWord']);
const BEFORE_OPERAND = new Set(
  ['LeftParenthesis', 'And', 'Or', 'Not', 'Bang', 'DoubleAmpersand', 'Ampersand', 'DoubleBar', 'Bar'].concat(
    ...['Assign', 'Semicolon', 'LeftBrace'],
  ),
);
/** These words must be quoted to be text, since they may also go on with the predicate. */
const NEVER_TEXT =
  /^(?:exact|is|prefix|under|suffix|contains|has|misses|regex|in|present|exists|ignoring|and|or|not)$/i;

const TEXT = /[^\s(),;"'&|<>{}=~!][^\s(),;"'&|<>{}]*/y;
const FIELD_NAME = /[A-Za-z_][A-Za-z0-9_.-]*/y;
/**
 * The characters that each pattern may begin with, by code: the lexer picks candidates by first character. Codes from 256 on
 * share one bucket for each 256 of them, so one code stands for its bucket.
 */
const codes = (pattern: RegExp): number[] => [
  ...Array.from({ length: 256 }, (_, code) => code).filter((code) => pattern.test(String.fromCharCode(code))),
  ...Array.from({ length: 255 }, (_, bucket) => (bucket + 1) * 256),
];
export const TEXT_START = codes(/[^\s(),;"'&|<>{}=~!]/);
export const FIELD_NAME_START = codes(/[A-Za-z_]/).filter((code) => code < 256);
/** Not around nothing but white space. */
const RAW_ACL = /<\s*[^<>\s][^<>]*>/y;
const LINE_BREAK = /[\n\r]/;
/** Between the word and its number stand white space and comments; the parts exclude each other, so that no text is slow. */
const READ_SUFFIX = /(?:over|offset)(?:\s|(?:\/\/|#)[^\n\r]*[\n\r]|\/\*(?:[^*]|\*(?!\/))*\*\/)+\d/y;
const OPERATOR_WORD = /^(?:and|or|not)$/i;

const nameAt = (tokens: readonly IToken[], index: number): string => tokens[index]?.tokenType.name ?? '';

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

/** After these a word is a name or a label, whatever follows it. */
const BEFORE_NAME = new Set(['Let', 'Dot', 'Metric', 'AsWord', 'LeftBrace', 'Comma']);

/** `let path = …`, `x.path`, `x{path="/"}` and `metric v path` are names although `path` is also a field. */
function isPlainName(tokens: readonly IToken[], index: number): boolean {
  return (
    BEFORE_NAME.has(nameAt(tokens, index - 1)) ||
    nameAt(tokens, index - 2) === 'Metric' ||
    // `metric service 9090 subset metric`, the second dialect's form.
    (nameAt(tokens, index - 3) === 'Metric' && nameAt(tokens, index - 1) === 'NumberText') ||
    (nameAt(tokens, index - 4) === 'Metric' && nameAt(tokens, index - 2) === 'NumberText')
  );
}

function endsField(tokens: readonly IToken[], index: number): boolean {
  const last = nameAt(tokens, index);
  if (SIMPLE_FIELDS.has(last)) return !isPlainName(tokens, index);
  if (last !== 'StringText' && last !== 'FieldName') return false;
  const word = nameAt(tokens, index - 1) === 'Colon' ? index - 2 : index - 1;
  return NAMED_FIELDS.has(nameAt(tokens, word)) && !isPlainName(tokens, word);
}

export const unquotedText: ContextPattern = (text, offset, matched) => {
  const operator = matched.length - 1;
  const operatorName = nameAt(matched, operator);
  if (!MATCH_OPERATORS.has(operatorName)) return null;
  const negated = operatorName !== 'Not' && nameAt(matched, operator - 1) === 'Not';
  if (!endsField(matched, negated ? operator - 2 : operator - 1)) return null;
  const found = matchAt(TEXT, text, offset);
  return found === null || NEVER_TEXT.test(found[0]) ? null : found;
};

export const headerName: ContextPattern = (text, offset, matched) => {
  const last = matched.length - 1;
  const word = nameAt(matched, last) === 'Colon' ? last - 1 : last;
  if (!NAMED_FIELDS.has(nameAt(matched, word)) || isPlainName(matched, word)) return null;
  const previous = matched[last];
  if (previous === undefined) return null;
  if (LINE_BREAK.test(text.slice(previous.startOffset + previous.image.length, offset))) return null;
  if (matchAt(READ_SUFFIX, text, offset) !== null) return null;
  const found = matchAt(FIELD_NAME, text, offset);
  return found === null || OPERATOR_WORD.test(found[0]) ? null : found;
};

function expectsOperand(tokens: readonly IToken[], last: number): boolean {
  if (last === -1) return true;
  // A brace that ends a block, as opposed to a selector: only in a selector does it follow a string.
  if (nameAt(tokens, last) === 'RightBrace') return nameAt(tokens, last - 1) !== 'StringText';
  // `requests.and` is a statistic.
  return BEFORE_OPERAND.has(nameAt(tokens, last)) && nameAt(tokens, last - 1) !== 'Dot';
}

export const rawAcl: ContextPattern = (text, offset, matched) =>
  expectsOperand(matched, matched.length - 1) ? matchAt(RAW_ACL, text, offset) : null;
