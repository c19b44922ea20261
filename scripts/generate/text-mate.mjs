/**
 * Writes the TextMate grammar from the lexer's vocabulary. Such a grammar goes line by line and knows no tokens before the one at
 * hand; what the lexer decides by them is put as regions here: one opens after a word or sign and closes on whatever comes next.
 */
import { lookups } from './text-mate-texts.mjs';

/**
 * @typedef {import('chevrotain').TokenType} TokenType
 * @typedef {{ readonly name: string } | { readonly patterns: readonly Pattern[] }} Capture
 * @typedef {Readonly<Record<string, unknown>>} Pattern
 */

const COMMENTS = { include: '#comments' };
const STRINGS = { include: '#strings' };
const OPERAND = { include: '#raw-acl' };

/** @param {string} scope */
const scoped = (scope) => ({ name: `${scope}.lamia` });
/** @param {readonly Pattern[]} patterns */
const read = (...patterns) => ({ patterns });
/** @param {readonly (readonly [number, Capture])[]} entries */
const captures = (...entries) => Object.fromEntries(entries);

/**
 * A region that comments may stand in, and that ends with what it waits for, or without it at the next thing.
 * @param {Pattern} opening with `begin`
 * @param {string} awaited
 * @param {Readonly<Record<string, Capture>>} endCaptures
 * @param {readonly Pattern[]} patterns
 */
const awaiting = (opening, awaited, endCaptures, patterns = []) => ({
  ...opening,
  end: awaited === '' ? String.raw`(?=\S)` : String.raw`${awaited}|(?=\S)`,
  endCaptures,
  applyEndPatternLast: 1,
  patterns: [COMMENTS, ...patterns],
});

const NAME = scoped('variable.other');

/**
 * @param {readonly TokenType[]} vocabulary
 * @returns {string}
 */
export function textMateGrammar(vocabulary) {
  const text = lookups(vocabulary);
  const grammar = {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'Lamia',
    scopeName: 'source.lamia',
    fileTypes: ['lamia'],
    patterns: [
      // The beginning expects an operand too.
      awaiting({ begin: String.raw`\A\s*(?:(?=/[/*]|#|${text.rawAcl})|$)` }, '', {}, [OPERAND]),
      COMMENTS,
      STRINGS,
      ...['metric', 'let', 'unit', 'statistic', 'selector', 'field', 'operand', 'words', 'numbers'].map(
        (name) => ({ include: `#${name}` }),
      ),
    ],
    repository: {
      comments: {
        patterns: [
          { ...scoped('comment.line'), match: String.raw`(?://|#).*$` },
          { ...scoped('comment.block'), begin: String.raw`/\*`, end: String.raw`\*/` },
        ],
      },
      strings: { patterns: [string('"', 'double'), string("'", 'single')] },
      'raw-acl': { ...scoped('string.other.raw-acl'), match: text.rawAcl },
      metric: metric(text),
      let: awaiting(
        { begin: `let${text.end}`, beginCaptures: captures([0, scoped('keyword.other.let')]) },
        `(${text.plainName})`,
        captures([1, NAME]),
      ),
      unit: awaiting(
        {
          begin: String.raw`as${text.end}(?=\s+(?:${text.plainName}|["']))`,
          beginCaptures: captures([0, scoped('keyword.other.as')]),
        },
        `(${text.plainName})`,
        captures([1, scoped('support.type.unit')]),
      ),
      statistic: awaiting(
        { begin: String.raw`\.`, beginCaptures: captures([0, scoped('punctuation.accessor')]) },
        `(${text.name})`,
        captures([1, scoped('variable.other.statistic')]),
      ),
      selector: { patterns: [selector(text), list(text)] },
      field: { patterns: [namedField(text), ...simpleField(text), presence(text)] },
      operand: { patterns: operand(text) },
      words: { patterns: words(text) },
      numbers: {
        patterns: [
          { ...scoped('constant.numeric'), match: text.number },
          { ...scoped('invalid.illegal.number'), match: text.badNumber },
        ],
      },
      test: { patterns: test(text) },
    },
  };
  return `${JSON.stringify(grammar, null, 2)}\n`;
}

/** @typedef {ReturnType<typeof lookups>} Texts */

/**
 * Closed by its mark or by the end of its line.
 * @param {'"' | "'"} mark
 * @param {string} kind
 */
const string = (mark, kind) => ({
  ...scoped(`string.quoted.${kind}`),
  begin: mark,
  end: `${mark}${mark === "'" ? "(?!')" : ''}|$`,
  patterns: [
    { ...scoped('constant.character.escape'), match: String.raw`\\(?:["'\\nt]|u\{[0-9A-Fa-f]*\})` },
    { match: String.raw`\\.` },
    ...(mark === "'" ? [{ ...scoped('constant.character.escape'), match: "''" }] : []),
  ],
});

/**
 * `metric version name`, and the older `metric service 9090 subset name`.
 * @param {Texts} text
 */
function metric({ end, gap, plainName, string, number }) {
  const label = `(${plainName})|(${string})`;
  const labels = captures([1, scoped('variable.other.metric')], [2, read(STRINGS)]);
  return awaiting(
    {
      begin: `(metric)${end}(${gap})`,
      beginCaptures: captures([1, scoped('keyword.other.metric')], [2, read(COMMENTS)]),
    },
    '',
    {},
    [
      awaiting(
        { begin: String.raw`(?:\G|^|(?<=\*/))\s*(?:${label})`, beginCaptures: labels },
        label,
        labels,
        [
          awaiting(
            { begin: number, beginCaptures: captures([0, scoped('constant.numeric')]) },
            label,
            labels,
          ),
        ],
      ),
    ],
  );
}

/**
 * Told from a block by what follows its first label.
 * @param {Texts} text
 */
const selector = ({ gap, name, string }) => ({
  begin: String.raw`\{(?=${gap}${name}${gap}(?:=~|!~|!=|=)${gap}(?:${string})${gap}[,}])`,
  beginCaptures: captures([0, scoped('punctuation.section.selector')]),
  end: String.raw`\}`,
  endCaptures: captures([0, scoped('punctuation.section.selector')]),
  patterns: [
    COMMENTS,
    STRINGS,
    { ...scoped('variable.other.label'), match: name },
    { ...scoped('keyword.operator.comparison'), match: '=~|!~|!=|=' },
    { ...scoped('punctuation.separator'), match: ',' },
  ],
});

/**
 * After `{` and `,` a word is a name, although it may also be a field.
 * @param {Texts} text
 */
const list = ({ plainName, userAgent }) =>
  awaiting(
    { begin: '[{,]', beginCaptures: captures([0, scoped('punctuation.separator')]) },
    `(${userAgent})|(${plainName})(?!\\s*\\()`,
    captures([1, scoped('support.type.field')], [2, NAME]),
    [OPERAND],
  );

/**
 * `header X-Group`, with or without a colon and quotes.
 * @param {Texts} text
 */
const namedField = ({ end, gap, named, fieldName, string }) =>
  awaiting(
    {
      begin: `(${named})${end}(${gap})(:)?(${gap})(?:(${fieldName})|(${string}))`,
      beginCaptures: captures(
        [1, scoped('support.type.field')],
        [2, read(COMMENTS)],
        [3, scoped('punctuation.separator')],
        [4, read(COMMENTS)],
        [5, scoped('entity.other.attribute-name')],
        [6, read(STRINGS)],
      ),
    },
    '',
    {},
    [{ include: '#test' }],
  );

/**
 * A word is a field where a match follows, else a name; one at the end of a line could be either.
 * @param {Texts} text
 */
const simpleField = ({ end, gap, simple, userAgent, matchAhead }) =>
  [
    { word: userAgent, ahead: '', scope: scoped('support.type.field') },
    { word: `${simple}${end}`, ahead: `(?=${matchAhead})`, scope: scoped('support.type.field') },
    { word: `${simple}${end}`, ahead: String.raw`(?=//|#|\n|$)`, scope: NAME },
  ].map(({ word, ahead, scope }) =>
    awaiting(
      { begin: `(${word})(${gap})${ahead}`, beginCaptures: captures([1, scope], [2, read(COMMENTS)]) },
      '',
      {},
      [{ include: '#test' }],
    ),
  );

/** @param {Texts} text */
const presence = ({ end, gap, presenceWord, named }) => ({
  ...scoped('keyword.other.match'),
  match: `${presenceWord}${end}(?=${gap}${named}${end})`,
});

/**
 * What follows a field at once: an operator with text that may lack quotes, or a test that needs none.
 * @param {Texts} text
 */
function test({ end, gap, matchOperator, matchWord, test: word, textEnd, unquoted }) {
  const here = String.raw`(?:\G|^)\s*`;
  const match = scoped('keyword.other.match');
  const not = scoped('keyword.operator.logical');
  const negation = `(?:((?i:not))${end}(${gap}))?`;
  const beginCaptures = captures([1, not], [2, read(COMMENTS)], [3, match]);
  const text = {
    end: String.raw`(${unquoted})|(?=\S)`,
    endCaptures: captures([1, scoped('string.unquoted')]),
  };
  return [
    // After `not` a word with more attached is text.
    {
      begin: `${here}(?!(?i:not)${gap}${matchWord}(?!${textEnd}))${negation}(${matchOperator})`,
      beginCaptures,
      ...text,
    },
    { match: `${here}${negation}(${word})${end}`, captures: beginCaptures },
    { begin: `${here}((?i:not))${end}`, beginCaptures: captures([1, not]), ...text },
  ];
}

/**
 * After these an operand is expected, which may be a raw ACL.
 * @param {Texts} text
 */
const operand = ({ end }) =>
  [
    { begin: `(?i:and|or|not)${end}`, scope: 'keyword.operator.logical' },
    { begin: String.raw`&&|\|\||&|\||!(?![=~])`, scope: 'keyword.operator.logical' },
    { begin: '=(?![=~>])', scope: 'keyword.operator.assignment' },
    { begin: '[(;}]', scope: 'punctuation.section' },
  ].map(({ begin, scope }) =>
    awaiting({ begin, beginCaptures: captures([0, scoped(scope)]) }, '', {}, [OPERAND]),
  );

/** @param {Texts} text */
const words = ({ end, gap, name }) => [
  { ...scoped('keyword.control'), match: `(?:if|else)${end}` },
  { ...scoped('keyword.other.promql'), match: `promql${end}` },
  { ...scoped('variable.language.result'), match: `result${end}` },
  { ...scoped('constant.language'), match: `(?:nil|true|false)${end}` },
  { ...scoped('keyword.other.window'), match: String.raw`(?:over|offset)${end}(?=${gap}(?:\d|$))` },
  {
    match: String.raw`((?i:ignoring))${end}(${gap})((?i:case))${end}`,
    captures: captures(
      [1, scoped('keyword.other.match')],
      [2, read(COMMENTS)],
      [3, scoped('keyword.other.match')],
    ),
  },
  { ...scoped('entity.name.function'), match: String.raw`${name}(?=${gap}\()` },
  { ...scoped('variable.other'), match: name },
  { ...scoped('keyword.operator.comparison'), match: '<>|=>|==|!=|=~|!~|<=|>=|<|>' },
  { ...scoped('keyword.operator.fallback'), match: String.raw`\?\?` },
  { ...scoped('keyword.operator.arithmetic'), match: '[-+*/]' },
  { ...scoped('keyword.operator.match'), match: '~' },
  { ...scoped('punctuation.separator'), match: '[):]' },
];
