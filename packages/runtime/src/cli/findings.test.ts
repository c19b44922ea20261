import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../config/finding.js';
import { findingJson, programFindings, showFindings } from './findings.js';

const source = { file: 'shop.yaml', text: 'a: 1\nbb: 2\n' };
const finding: Finding = {
  source,
  start: 5,
  end: 7,
  code: 'unknown-key',
  severity: 'error',
  message: 'unknown key `bb`; did you mean `b`',
  related: [
    { source: { file: 'other.yaml', text: 'x' }, start: 0, end: 1, message: 'the first one stands here' },
  ],
  fixes: [{ title: 'write `b`', edits: [{ start: 5, end: 7, text: 'b' }] }],
};

function shown(hasColours: boolean): string {
  let text = '';
  showFindings([finding], {
    stderr: { write: (part) => void (text += part), isTerminal: hasColours, hasColours },
  });
  return text;
}

describe('a finding', () => {
  test('is shown with its line, what belongs to it and a way out', () => {
    expect(shown(false)).toBe(`shop.yaml:2:1: error: unknown key \`bb\`; did you mean \`b\` [unknown-key]
  |
2 | bb: 2
  | ^^
  other.yaml:1:1: the first one stands here
  fix: write \`b\`
`);
  });

  test('is coloured for a terminal, with the same text', () => {
    const coloured = shown(true);
    expect(coloured).toContain('\u001B[31merror\u001B[0m');
    const plain = coloured
      .split('\u001B')
      .map((part, index) => (index === 0 ? part : part.replace(/^\[\d+m/, '')));
    expect(plain.join('')).toBe(shown(false));
  });

  test('is plain data as JSON, places with line and column', () => {
    expect(findingJson(finding)).toEqual({
      code: 'unknown-key',
      severity: 'error',
      message: 'unknown key `bb`; did you mean `b`',
      start: 5,
      end: 7,
      line: 2,
      column: 1,
      related: [
        { file: 'other.yaml', message: 'the first one stands here', start: 0, end: 1, line: 1, column: 1 },
      ],
      fixes: [{ title: 'write `b`', edits: [{ start: 5, end: 7, text: 'b' }] }],
    });
  });

  test('of a program is one of its file', () => {
    const diagnostic = {
      code: 'unused-let',
      severity: 'warning',
      message: 'x',
      start: 0,
      end: 1,
      related: [{ start: 2, end: 3, message: 'y' }],
    } as const;
    expect(programFindings(source, [diagnostic])).toEqual([
      { ...diagnostic, source, related: [{ start: 2, end: 3, message: 'y', source }] },
    ]);
  });
});
