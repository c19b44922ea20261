import { describe, expect, test } from '@jest/globals';
import { Lexer } from 'chevrotain';
import { tokenize } from './tokenize.js';
import { VOCABULARY } from './tokens.js';

const kinds = (source: string): readonly string[] =>
  tokenize(source).tokens.map(({ tokenType, image }) => `${tokenType.name} ${image}`);

describe('the vocabulary', () => {
  test('passes the lexer builder’s validations and is fast at its first characters', () => {
    const lexer = new Lexer([...VOCABULARY], { positionTracking: 'onlyOffset', ensureOptimizations: true });
    expect(lexer.lexerDefinitionErrors).toEqual([]);
  });

  test('names each type once', () => {
    const names = VOCABULARY.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('has a label for people on every type that the grammar can expect', () => {
    const never = ['WhiteSpace', 'LineComment', 'BlockComment'];
    const unlabelled = VOCABULARY.filter(({ LABEL, name }) => LABEL === undefined && !never.includes(name));
    expect(unlabelled.map(({ name }) => name)).toEqual([]);
  });
});

describe('words', () => {
  test.each(['if', 'else', 'let', 'result', 'nil', 'true', 'false', 'metric', 'promql'])(
    '%s is reserved in lower case only',
    (word) => {
      const type = word.charAt(0).toUpperCase() + word.slice(1);
      expect(kinds(word)).toEqual([`${type} ${word}`]);
      expect(kinds(word.toUpperCase())).toEqual([`Name ${word.toUpperCase()}`]);
    },
  );

  test.each(['and', 'AND', 'Or', 'nOt'])('%s is an operator in any case', (word) => {
    const type = word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
    expect(kinds(word)).toEqual([`${type} ${word}`]);
  });

  test.each([
    'iffy',
    'letter',
    'results',
    'nil_',
    'android',
    'nothing',
    'overall',
    'hosts',
    'asset',
    'in5',
    'notes',
  ])('%s is a name although it begins with a word of the language', (word) => {
    expect(kinds(word)).toEqual([`Name ${word}`]);
  });

  test.each(['__proto__', 'constructor', '_', 'A1_b'])('%s is a name', (word) => {
    expect(kinds(word)).toEqual([`Name ${word}`]);
  });

  test('the words of reads keep their case, those of conditions do not', () => {
    expect(kinds('over Over offset OFFSET as As')).toEqual([
      ...['OverWord over', 'Name Over', 'OffsetWord offset', 'Name OFFSET', 'AsWord as', 'Name As'],
    ]);
    expect(kinds('Exact HOST')).toEqual(['ExactWord Exact', 'HostWord HOST']);
  });

  test.each(['user-agent', 'User.Agent', 'USER-AGENT'])('%s is one field', (word) => {
    expect(kinds(word)).toEqual([`UserAgent ${word}`]);
  });

  test('user-agents is a subtraction', () => {
    expect(kinds('user-agents')).toEqual(['Name user', 'Minus -', 'Name agents']);
  });
});

describe('numbers', () => {
  test.each([
    ...['0', '12', '007', '0.5', '1e3', '1E3', '1e-3', '2.5e+10', '20%', '0.1%', '1e2%'],
    ...[
      '250ms',
      '5s',
      '10m',
      '1h',
      '2d',
      '1w',
      '1.5h',
      '1h30m',
      '1w2d3h4m5s6ms',
      '10B',
      '64KiB',
      '2MiB',
      '1GiB',
    ],
  ])('%s is a number', (text) => {
    expect(kinds(text)).toEqual([`NumberText ${text}`]);
  });

  test.each([
    '10min',
    '1.2.3',
    '5x',
    '1e',
    '12.',
    '1h30',
    '5m.x',
    '20%5',
    '1_000',
    '64kib',
    '1e5s',
    '1e-3s',
    '2.5E+10KB',
    '1e-3.5',
    '0x10',
    '5a.b',
  ])('%s is one bad number', (text) => {
    expect(kinds(text)).toEqual([`BadNumber ${text}`]);
  });

  test('a sign is no part of a number', () => {
    expect(kinds('-5')).toEqual(['Minus -', 'NumberText 5']);
    expect(kinds('1e-3-2')).toEqual(['NumberText 1e-3', 'Minus -', 'NumberText 2']);
  });

  test('a number ends before a sign or bracket', () => {
    expect(kinds('5m)')).toEqual(['NumberText 5m', 'RightParenthesis )']);
    expect(kinds('5/2')).toEqual(['NumberText 5', 'Divide /', 'NumberText 2']);
  });
});

describe('signs', () => {
  test('the longest wins', () => {
    expect(kinds('a<=b==c!=d>=e=~f!~g??h')).toEqual([
      ...[
        'Name a',
        'LessEqual <=',
        'Name b',
        'Equal ==',
        'Name c',
        'NotEqual !=',
        'Name d',
        'GreaterEqual >=',
      ],
      ...['Name e', 'LabelRegex =~', 'Name f', 'LabelNotRegex !~', 'Name g', 'Fallback ??', 'Name h'],
    ]);
    expect(kinds('&&&|||')).toEqual(['DoubleAmpersand &&', 'Ampersand &', 'DoubleBar ||', 'Bar |']);
  });

  test('a comment wins over division', () => {
    expect(kinds('a / b // c\n/ d /* e */')).toEqual(['Name a', 'Divide /', 'Name b', 'Divide /', 'Name d']);
  });
});
