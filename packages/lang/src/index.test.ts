import { describe, expect, test } from '@jest/globals';
import * as language from './index.js';

const SOURCE = 'if (metric candidate errors < metric baseline errors) { result = candidate; } result';
const RELEASE = { versions: ['v1', 'v2'], baseline: 'v1', candidate: 'v2' };

describe('the public interface', () => {
  test('leads from a text to a decision', () => {
    const { checked } = language.check(SOURCE, RELEASE);
    if (checked === null) throw new Error('the program is free of errors');
    const program = language.compile(checked);
    if (program.kind !== 'decision') throw new Error('the program is a decision');
    const snapshot = language.snapshot([
      { known: true, value: 1 },
      { known: true, value: 2 },
    ]);
    expect(program.reads.map((read) => language.readText(read))).toEqual([
      'metric candidate errors',
      'metric baseline errors',
    ]);
    expect(program.bind(RELEASE).decide(snapshot)).toMatchObject({ decided: true, result: 'v2' });
    expect(language.interpretDecision(checked, snapshot, RELEASE)).toMatchObject({
      decided: true,
      result: 'v2',
    });
  });

  test('names everything that hosts need', () => {
    const functions = Object.entries(language).filter(([, value]) => typeof value === 'function');
    expect(functions.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        ...[
          'parse',
          'check',
          'checkParsed',
          'format',
          'printProgram',
          'compile',
          'interpretDecision',
          'interpretScore',
        ],
        ...['compareScores', 'snapshot', 'resolveVersion', 'readText', 'metricText', 'explain', 'traceJson'],
        ...['locate', 'codeFrame', 'renderDiagnostic', 'isRunnable', 'suggest'],
        ...['parseDuration', 'durationText', 'parseUnit', 'unitText'],
      ]),
    );
  });

  test('takes the names of programs as data', () => {
    const { checked } = language.check('let __proto__ = constructor; __proto__', { kind: 'score' });
    expect(checked?.reads).toMatchObject([{ metric: 'constructor' }]);
  });
});
