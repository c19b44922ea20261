import { HOSTILE_CONDITIONS } from './hostile-conditions.js';

/** Signs, words and openings that a lexer, a parser or a checker may take long over when they come in thousands. */
const PIECES = [
  // Signs
  ...[
    '"',
    "'",
    '"\\',
    "'\\",
    '\\',
    '/*',
    '*/',
    '/**/',
    '//',
    '//\n',
    '#',
    '.',
    ',',
    ';',
    ':',
    '=',
    '==',
    '=~',
    '!',
    '!=',
  ],
  ...[
    '<',
    '>',
    '<=',
    '<>',
    '&',
    '&&',
    '|',
    '||',
    '?',
    '??',
    '+',
    '-',
    '*',
    '/',
    '~',
    '%',
    '(',
    ')',
    '()',
    ')(',
    '{',
    '}',
  ],
  ...[
    '{}',
    '}{',
    '[',
    '@',
    '`',
    '£ ',
    '\0',
    '\u001b',
    '\ud800',
    '\udc00',
    '\u{10ffff}',
    '\ufeff',
    '\u2028',
    ' ',
    '\t',
    '\n',
    '\r',
  ],
  // Numbers and strings
  ...[
    '1',
    '1.',
    '1m',
    '1h1m',
    '1e',
    '1%',
    '9s ',
    '10min ',
    '"a"',
    "''",
    '"\\u{',
    '"\\u{110000}" ',
    'metric "\n',
    '"a" 1 ',
  ],
  // Names and words
  ...[
    'a',
    'a1',
    'é',
    'a ',
    'a b;',
    'let ',
    'let a=',
    'let a=1;',
    'let a=b;',
    'result ',
    'result=',
    'result=a;',
    'else ',
  ],
  ...[
    'if ',
    'if(',
    'else if(',
    'if(a){',
    'if(a){}',
    '}else{',
    'metric ',
    'metric a b ',
    'metric a 1 b c ',
    'promql ',
    'over ',
  ],
  ...[
    'over 5m ',
    'header ',
    'header\n',
    'header over /* */',
    'has header ',
    'path=',
    'path not ',
    'path in(',
    'host in (a,',
  ],
  ...['user-agent', 'ignoring case ', 'and ', 'not ', 'nil '],
  // Expressions
  ...[
    'a+',
    'a-',
    'a*',
    'a/',
    'a<',
    'a==',
    'a??',
    'a+b??',
    'a and ',
    'a or ',
    'a.',
    'a,',
    'a{',
    'a{b="c",',
    'a{b=~"((((',
    '!-',
  ],
  ...['-(', '!(', 'f(', 'f(a,', 'f()', 'min(', '<a', '<a>', 'a<b<', 'a/* */+', 'metric a b+', 'known(a)or '],
] as const;

const BYTES = 64 * 1024;
const TOKENS = 10_000;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** As many as fit into the longest source. */
function full(piece: string): string {
  return piece.repeat(Math.floor(BYTES / bytesOf(piece)));
}

/** Short enough to be parsed whatever a piece's number of tokens is, so that errors meet the parser's recovery. */
function parsed(piece: string): string {
  return piece.repeat(Math.floor(TOKENS / Math.max(piece.length, 2)));
}

/** Openings of every kind, nested deeper than any stack. */
const NESTED = [
  '(',
  '-(',
  '!(',
  'not ',
  '-',
  '!',
  'f(',
  'f(a,',
  'if (',
  'if (a) {',
  'let x = (',
  'a{b="',
  '/*',
  '<',
  'a ?? (',
];

const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join('');

/** Programs of thousands of parts, each of which the checker has something to say about. */
const LARGE: Readonly<Record<string, string>> = {
  'distinct lets': `${many(1900, (index) => `let x${index}=1;`)}x1`,
  'misspelt lets': `${many(1200, (index) => `let vresion_${index}=1;`)}${many(900, (index) => `result=vresoin_${index};`)}`,
  'misspelt metrics': `max(${many(2800, (index) => `requsets_${index},`)}1)`,
  'long names': `let ${'a'.repeat(30_000)} = 1; result = ${'b'.repeat(30_000)};`,
  'long strings': many(15, (index) => `result = "${'x'.repeat(4000)}${index}";`),
  'distinct reads': `max(${many(2400, (index) => `requests over ${index + 1}s,`)}1)`,
  'distinct matchers': `requests{${many(2400, (index) => `a${index}="x",`)}b="c"}`,
  'large regular expressions': many(
    60,
    (index) => `let x${index}=requests{a=~"(?:${'ab|cd|'.repeat(160)}${index}){1,1000}"};`,
  ),
  'repetitions in regular expressions': many(
    60,
    (index) => `let x${index}=requests{a=~"${'(a{1,100})'.repeat(99)}${index}"};`,
  ),
  'regular expressions of Unicode classes': many(
    60,
    (index) => `let x${index}=requests{a=~"${'\\pL'.repeat(300)}${index}"};`,
  ),
  'nested regular expressions': many(
    60,
    (index) => `let x${index}=requests{a=~"${'('.repeat(480)}${index}${')*'.repeat(240)}"};`,
  ),
  branches: `if (true) {}${many(900, (index) => `else if (requests > ${index}) {result=nil;}`)}`,
  'type errors': many(1200, () => 'result=-true+nil;'),
  'a long comparison': `if (${'a<'.repeat(4900)}b) {}`,
  'a long fallback': `${'a+b??'.repeat(2400)}c`,
  'blanks before a comment': `a${' '.repeat(65_000)}\n// b`,
  'blanks around semicolons': `result=nil;${' '.repeat(30_000)}\n/**/${' '.repeat(30_000)}`,
  'comments at the ends of lines': many(2000, (index) => `result=nil; /*${index}*/ `),
  'information on many lines': `max(${many(1200, (index) => `\n\n\n\n\nmetric a ${index} b c,`)}1)`,
};

/** Hostile texts by what they are made of. */
export const HOSTILE_TEXTS: ReadonlyMap<string, string> = new Map([
  ...PIECES.flatMap((piece): [string, string][] => [
    [`64 KiB of ${JSON.stringify(piece)}`, full(piece)],
    [`thousands of ${JSON.stringify(piece)}`, parsed(piece)],
  ]),
  ...NESTED.map((piece): [string, string] => [`nested ${JSON.stringify(piece)}`, `${piece.repeat(5000)}a`]),
  ...NESTED.map((piece): [string, string] => [
    `nested to the limit ${JSON.stringify(piece)}`,
    `${piece.repeat(62)}a`,
  ]),
  ...Object.entries(LARGE),
  ...Object.entries(HOSTILE_CONDITIONS),
  ['one source that is far too long', '(requests + '.repeat(1_000_000)],
]);
