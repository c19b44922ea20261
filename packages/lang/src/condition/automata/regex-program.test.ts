import { expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import { regexProgram, type Assertion, type Instruction, type RegexProgram } from './regex-program.js';

/** Every printable ASCII character and the tab. */
const ALPHABET = ['\t', ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))];

test('a program has the shape that automata are made from', () => {
  expect(regexProgram('a|bc*')).toMatchInlineSnapshot(`
    {
      "instructions": [
        {
          "op": "fail",
        },
        {
          "op": "read",
          "ranges": [
            [
              97,
              97,
            ],
          ],
          "to": 6,
        },
        {
          "op": "read",
          "ranges": [
            [
              98,
              98,
            ],
          ],
          "to": 4,
        },
        {
          "op": "read",
          "ranges": [
            [
              99,
              99,
            ],
          ],
          "to": 4,
        },
        {
          "op": "fork",
          "other": 6,
          "preferred": 3,
        },
        {
          "op": "fork",
          "other": 2,
          "preferred": 1,
        },
        {
          "op": "match",
        },
      ],
      "start": 5,
    }
  `);
});

test.each([
  String.raw`^.*(Chrome).*$`,
  String.raw`(?i)ab|[k-m]S`,
  String.raw`\bfoo\B.`,
  '(?m)^a$',
  '(?i)\u017f\u212a',
  '[^a-c]x{2,4}',
  String.raw`a*?b+?c??`,
  String.raw`\Aa\z`,
  '',
  '[[:^alpha:]]',
  '(a|b){0}',
  String.raw`[^\x00-\x{10FFFF}]`,
  '(?P<name>a)|(b(c))',
  String.raw`\Q.*\E\pL\PN`,
])('the program of `%s` matches what re2js matches', (pattern) => {
  const program = regexProgram(pattern);
  const regex = RE2JS.compile(pattern);
  const texts = [
    '',
    'foo.',
    ' foox',
    'foob!',
    'aab',
    'xx',
    'dxxx',
    'axxx',
    'Chrome',
    'a Chrome b',
    'bc',
    'abc',
    '.*L!',
  ];
  const pairs = ALPHABET.flatMap((first) => ['a', 'S', ' ', 'k', 's'].map((second) => first + second));
  for (const text of [...texts, ...ALPHABET, ...pairs]) {
    expect([text, matchesWhole(program, text)]).toEqual([text, regex.matches(text)]);
  }
});

test('a pattern that is none is refused', () => {
  expect(() => regexProgram('(')).toThrow('missing closing');
});

/** The plainest simulation there is: the set of places that the text so far can lead to. */
function matchesWhole({ instructions, start }: RegexProgram, text: string): boolean {
  let places = closure(instructions, [start], text, 0);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const next = [...places].flatMap((place) => {
      const instruction = instructions[place];
      if (instruction?.op !== 'read') return [];
      return instruction.ranges.some(([first, last]) => first <= code && code <= last)
        ? [instruction.to]
        : [];
    });
    places = closure(instructions, next, text, at + 1);
  }
  return [...places].some((place) => instructions[place]?.op === 'match');
}

function closure(
  instructions: readonly Instruction[],
  from: readonly number[],
  text: string,
  at: number,
): ReadonlySet<number> {
  const found = new Set<number>();
  const pending = [...from];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const instruction = instructions[place];
    if (instruction?.op === 'jump') pending.push(instruction.to);
    if (instruction?.op === 'fork') pending.push(instruction.preferred, instruction.other);
    if (instruction?.op === 'assert' && holds(instruction.assertion, text, at)) pending.push(instruction.to);
  }
  return found;
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);
  const boundary = isWord(text[at - 1]) !== isWord(text[at]);
  return (
    (!(assertion.textBegin || assertion.lineBegin) || at === 0) &&
    (!(assertion.textEnd || assertion.lineEnd) || at === text.length) &&
    (!assertion.wordBoundary || boundary) &&
    (!assertion.noWordBoundary || !boundary)
  );
}
