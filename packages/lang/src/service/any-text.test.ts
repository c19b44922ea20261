import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { arbitraryCondition } from '../testing/arbitrary-condition.js';
import { arbitrarySource } from '../testing/arbitrary-source.js';
import { SHOP } from '../testing/shop.js';
import { analyse } from './analysis.js';
import type { ServiceContext } from './context.js';
import { languageService as service } from './language-service.js';

const CONTEXT: ServiceContext = {
  ...SHOP,
  sampleOf: (read) => ({ known: true, value: JSON.stringify(read).length }),
};

/** Every answer about one text; places lie within it and in order. */
function expectAnswers(text: string, part: number): void {
  const analysis = analyse(text, CONTEXT);
  const offset = Math.floor(text.length * part);
  const tokens = service.semanticTokens(analysis);
  tokens.forEach(({ start, end }, index) => {
    expect(start).toBeGreaterThanOrEqual(tokens[index - 1]?.end ?? 0);
    expect(end).toBeGreaterThan(start);
  });
  expect(tokens.at(-1)?.end ?? 0).toBeLessThanOrEqual(text.length);
  for (const { start, end } of [...service.foldingRanges(analysis), ...service.documentSymbols(analysis)]) {
    expect(0 <= start && start < end && end <= text.length).toBe(true);
  }
  for (const { offset: at } of service.inlayHints(analysis)) expect(at).toBeLessThanOrEqual(text.length);
  service.codeLenses(analysis);
  service.formatEdits(analysis);
  const definition = service.definitionAt(analysis, offset);
  expect(service.referencesAt(analysis, offset)[0] ?? null).toEqual(definition);
  expect(service.prepareRename(analysis, offset) === null).toBe(definition === null);
  service.renameAt(analysis, offset, 'other');
}

test('there is an answer about every part of every text', () => {
  fc.assert(
    fc.property(
      fc.oneof(arbitrarySource, arbitraryCondition),
      ...[fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })],
      (source, kept, part) => {
        expectAnswers(source.slice(0, Math.floor(source.length * kept)), part);
      },
    ),
    { seed: runSeed() },
  );
});

test.each([
  ['long chain', Array.from({ length: 3300 }, () => 'a').join(' + ')],
  ['deep nest', '('.repeat(5000)],
  ['row of blocks', 'if (true) { '.repeat(500)],
  ['row of signs', '-'.repeat(9000)],
  ['text that is too long', 'a'.repeat(70_000)],
])('there is an answer about a %s', (_what, text) => {
  expectAnswers(text, 0.5);
});
