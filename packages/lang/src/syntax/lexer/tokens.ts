import { createToken, Lexer, type ITokenConfig, type TokenType } from 'chevrotain';
import { FIELD_NAME_START, headerName, rawAcl, TEXT_START, unquotedText } from './context-patterns.js';

/**
 * The vocabulary. Reserved words are tokens of their own; soft words are too, but also belong to the category `Name`, so
 * that a metric may be called `path` and a version `regex`.
 */
const category = (name: string, label: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, label, pattern: Lexer.NA, categories });

const symbol = (name: string, text: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, pattern: text, label: `\`${text}\``, categories });

/** Everything that may stand where a Prometheus label may: names and reserved words alike. */
export const LabelWord = category('LabelWord', 'a label');
export const Name = createToken({
  name: 'Name',
  pattern: /[A-Za-z_][A-Za-z0-9_]*/,
  label: 'a name',
  categories: [LabelWord],
});

const reserved = (word: string, options: Partial<ITokenConfig> = {}): TokenType =>
  createToken({
    name: `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    pattern: new RegExp(word),
    label: `\`${word}\``,
    longer_alt: Name,
    categories: [LabelWord],
    ...options,
  });

/** Condition words ignore case; the words of reads do not. */
const soft = (word: string, flags: '' | 'i', ...categories: TokenType[]): TokenType =>
  createToken({
    name: `${word.charAt(0).toUpperCase()}${word.slice(1)}Word`,
    pattern: new RegExp(word, flags),
    label: `\`${word}\``,
    longer_alt: Name,
    categories: [Name, ...categories],
  });

export const OrOperator = category('OrOperator', '`or`');
export const AndOperator = category('AndOperator', '`and`');
export const NotOperator = category('NotOperator', '`not`');
export const ComparisonOperator = category('ComparisonOperator', 'a comparison');
export const AdditiveOperator = category('AdditiveOperator', '`+` or `-`');
export const MultiplicativeOperator = category('MultiplicativeOperator', '`*` or `/`');
export const LabelOperator = category('LabelOperator', '`=`, `!=`, `=~` or `!~`');
/** What stands between a request field and the text it is compared with. */
export const MatchOperator = category('MatchOperator', 'a match such as `exact`');
export const SimpleField = category('SimpleField', 'a request field');
export const NamedField = category('NamedField', '`header`, `cookie` or `query`');
export const PresenceWord = category('PresenceWord', '`has`, `misses` or `contains`');
export const PresentTest = category('PresentTest', '`present`');

export const WhiteSpace = createToken({
  name: 'WhiteSpace',
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
export const COMMENTS = 'comments';
export const LineComment = createToken({
  name: 'LineComment',
  pattern: /(?:\/\/|#)[^\n\r]*/,
  group: COMMENTS,
});
/** Takes the rest of the text where it is not closed, which `tokenize` reports. */
export const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*(?:[^]*?\*\/|[^]*)/,
  group: COMMENTS,
  line_breaks: true,
});

/** Text after a match operator, without quotes: `User-Agent = Firefox`. */
export const UnquotedText = createToken({
  name: 'UnquotedText',
  label: 'text',
  pattern: unquotedText,
  line_breaks: false,
  start_chars_hint: TEXT_START,
});
/** A name after `header`, `cookie` or `query`, without quotes. */
export const FieldName = createToken({
  name: 'FieldName',
  label: "the field's name",
  pattern: headerName,
  line_breaks: false,
  start_chars_hint: FIELD_NAME_START,
});
export const RawAclText = createToken({
  name: 'RawAclText',
  label: 'a raw ACL',
  pattern: rawAcl,
  start_chars_hint: ['<'],
  line_breaks: true,
});

/** Takes the rest of the line where it is not closed, which `tokenize` reports. */
export const StringText = createToken({
  name: 'StringText',
  label: 'a string',
  pattern: /"(?:[^"\\\n\r]|\\[^\n\r])*["\\]?|'(?:[^'\\\n\r]|\\[^\n\r]|'')*['\\]?/,
});
/** A number with at most one attached unit; durations may have several in descending order. */
export const NumberText = createToken({
  name: 'NumberText',
  label: 'a number',
  pattern:
    /(?:(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:%|[KMG]iB|B)?)(?![A-Za-z0-9_.%])/,
});

/**
 * A number that touches other text is one bad token, the sign of its exponent included, which `tokenize` reports; the parser
 * sees a number.
 */
export const BadNumber = createToken({
  name: 'BadNumber',
  label: 'a number',
  pattern: /(?:\d+(?:\.\d+)?[eE][+-]\d|\d)[A-Za-z0-9_.%]*/,
  categories: [NumberText],
});

export const If = reserved('if');
export const Else = reserved('else');
export const Let = reserved('let');
export const Result = reserved('result');
export const Nil = reserved('nil');
export const True = reserved('true');
export const False = reserved('false');
export const Metric = reserved('metric');
export const Promql = reserved('promql');
export const And = reserved('and', { pattern: /and/i, categories: [AndOperator, LabelWord] });
export const Or = reserved('or', { pattern: /or/i, categories: [OrOperator, LabelWord] });
export const Not = reserved('not', { pattern: /not/i, categories: [NotOperator, LabelWord] });

export const Over = soft('over', '');
export const Offset = soft('offset', '');
export const As = soft('as', '');
export const In = soft('in', 'i');
export const Ignoring = soft('ignoring', 'i');
export const Case = soft('case', 'i');
export const Present = soft('present', 'i', PresentTest);
export const Exists = soft('exists', 'i', PresentTest);
export const Exact = soft('exact', 'i', MatchOperator);
export const Is = soft('is', 'i', MatchOperator);
export const Prefix = soft('prefix', 'i', MatchOperator);
export const Under = soft('under', 'i', MatchOperator);
export const Suffix = soft('suffix', 'i', MatchOperator);
export const Regex = soft('regex', 'i', MatchOperator);
export const Contains = soft('contains', 'i', MatchOperator, PresenceWord);
export const Has = soft('has', 'i', MatchOperator, PresenceWord);
export const Misses = soft('misses', 'i', MatchOperator, PresenceWord);
export const Host = soft('host', 'i', SimpleField);
export const Path = soft('path', 'i', SimpleField);
export const Uri = soft('uri', 'i', SimpleField);
export const Method = soft('method', 'i', SimpleField);
export const Scheme = soft('scheme', 'i', SimpleField);
export const UserAgentWord = soft('useragent', 'i', SimpleField);
/** `user-agent` and `user.agent` are no names: they only begin a predicate. */
export const UserAgent = createToken({
  name: 'UserAgent',
  label: '`user-agent`',
  pattern: /user[-.]agent(?![A-Za-z0-9_])/i,
  categories: [SimpleField],
});
export const Header = soft('header', 'i', NamedField);
export const Cookie = soft('cookie', 'i', NamedField);
export const Query = soft('query', 'i', NamedField);

/** Comparisons of other languages, which `build-expression.ts` reports. */
export const ForeignComparison = createToken({
  name: 'ForeignComparison',
  label: 'a comparison',
  pattern: /<>|=>/,
  categories: [ComparisonOperator],
});
export const Fallback = symbol('Fallback', '??');
export const Equal = symbol('Equal', '==', ComparisonOperator, MatchOperator);
export const NotEqual = symbol('NotEqual', '!=', ComparisonOperator, LabelOperator);
export const LabelRegex = symbol('LabelRegex', '=~', LabelOperator);
export const LabelNotRegex = symbol('LabelNotRegex', '!~', LabelOperator);
export const LessEqual = symbol('LessEqual', '<=', ComparisonOperator);
export const GreaterEqual = symbol('GreaterEqual', '>=', ComparisonOperator);
export const Less = symbol('Less', '<', ComparisonOperator);
export const Greater = symbol('Greater', '>', ComparisonOperator);
export const DoubleAmpersand = symbol('DoubleAmpersand', '&&', AndOperator);
export const Ampersand = symbol('Ampersand', '&', AndOperator);
export const DoubleBar = symbol('DoubleBar', '||', OrOperator);
export const Bar = symbol('Bar', '|', OrOperator);
export const Assign = symbol('Assign', '=', LabelOperator, MatchOperator);
export const Bang = symbol('Bang', '!', NotOperator);
export const Tilde = symbol('Tilde', '~', MatchOperator);
export const Plus = symbol('Plus', '+', AdditiveOperator);
export const Minus = symbol('Minus', '-', AdditiveOperator);
export const Times = symbol('Times', '*', MultiplicativeOperator);
export const Divide = symbol('Divide', '/', MultiplicativeOperator);
export const Dot = symbol('Dot', '.');
export const Comma = symbol('Comma', ',');
export const Semicolon = symbol('Semicolon', ';');
export const Colon = symbol('Colon', ':');
export const LeftParenthesis = symbol('LeftParenthesis', '(');
export const RightParenthesis = symbol('RightParenthesis', ')');
export const LeftBrace = symbol('LeftBrace', '{');
export const RightBrace = symbol('RightBrace', '}');

/** Every token type; where two match at one place the earlier wins. */
export const VOCABULARY: readonly TokenType[] = [
  WhiteSpace,
  // These look at what came before, and come before comments and numbers: `/2`, `http://x` and `12345` can be text.
  UnquotedText,
  FieldName,
  RawAclText,
  LineComment,
  BlockComment,
  StringText,
  NumberText,
  BadNumber,
  UserAgent,
  ...[If, Else, Let, Result, Nil, True, False, Metric, Promql, And, Or, Not],
  ...[Over, Offset, As, Ignoring, In, Case, Present, Exists],
  ...[Exact, Is, Prefix, Under, Suffix, Regex, Contains, Has, Misses],
  ...[Host, Path, Uri, Method, Scheme, UserAgentWord, Header, Cookie, Query],
  Name,
  ForeignComparison,
  ...[Fallback, Equal, NotEqual, LabelRegex, LabelNotRegex, LessEqual, GreaterEqual, Less, Greater],
  ...[DoubleAmpersand, Ampersand, DoubleBar, Bar, Assign, Bang, Tilde, Plus, Minus, Times, Divide],
  ...[Dot, Comma, Semicolon, Colon, LeftParenthesis, RightParenthesis, LeftBrace, RightBrace],
  ...[LabelWord, OrOperator, AndOperator, NotOperator, ComparisonOperator, AdditiveOperator],
  ...[
    MultiplicativeOperator,
    LabelOperator,
    MatchOperator,
    SimpleField,
    NamedField,
    PresenceWord,
    PresentTest,
  ],
];
