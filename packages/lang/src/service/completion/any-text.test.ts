import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../../test/seed.js';
import type { MetricCatalogue } from '../../check/catalogue.js';
import { COUNT } from '../../check/unit.js';
import { nameOf } from '../../syntax/string-literal.js';
import { arbitraryCondition } from '../../testing/arbitrary-condition.js';
import { arbitraryFormula } from '../../testing/arbitrary-formula.js';
import { arbitraryDecision, arbitraryScore } from '../../testing/arbitrary-program.js';
import { arbitrarySource } from '../../testing/arbitrary-source.js';
import { SHOP } from '../../testing/shop.js';
import { parse } from '../../syntax/parse.js';
import { analyse } from '../analysis.js';
import type { ServiceContext } from '../context.js';
import type { Completion } from './completion.js';
import { completionsAt } from './completions-at.js';

const declaration = { unit: COUNT, kind: 'gauge', description: 'a metric', statistics: ['p99'] } as const;
const catalogue: MetricCatalogue = {
  name: 'random',
  metrics: new Map(['a', 'b', 'c', 'd'].map((name) => [name, declaration])),
  unavailable: new Map(),
};
const CONTEXT: ServiceContext = {
  ...{ versions: ['v1', 'v2', 'v3', 'svc:80/v3'], baseline: 'v1', candidate: 'v2' },
  catalogue,
};

const CAN_BE_KNOWN: ReadonlySet<string> = new Set(['string', 'name', 'soft', 'reserved']);

/** A half-written program: one of its words is cut short, and perhaps the rest of it is missing. */
const place = fc.record({ word: fc.nat(), letters: fc.nat(), isLast: fc.boolean() });

function expectOffered(
  source: string,
  context: ServiceContext,
  { word, letters, isLast }: { readonly word: number; readonly letters: number; readonly isLast: boolean },
): void {
  const { lexemes } = analyse(source, context);
  const words = lexemes.filter(({ kind }, index) => {
    // Texts to compare with, and names of one's own, nobody can know before.
    if (kind === 'string' && context.kind === 'condition') return false;
    const before = lexemes[index - 1]?.text ?? '';
    return (
      CAN_BE_KNOWN.has(kind) &&
      before !== 'let' &&
      before !== '{' &&
      !/[=~]~?$/.test(kind === 'string' ? before : '')
    );
  });
  const cut = words[word % Math.max(words.length, 1)];
  if (cut === undefined) return;
  const name = nameOf(cut.text);
  const isQuoted = cut.kind === 'string';
  const start = isQuoted ? cut.start + 1 : cut.start;
  const offset = start + (isQuoted ? 0 : 1) + (letters % Math.max(name.length, 1));
  const end = isQuoted ? cut.end - 1 : cut.end;
  const rest = isLast ? '' : source.slice(end);
  const text = source.slice(0, Math.min(offset, end)) + rest;
  const offered = completionsAt(analyse(text, context), Math.min(offset, end)).map(({ label }) => label);
  const firstWords = offered.flatMap((label) => [label, label.split(' ')[0]]);
  expect({ text, offered: firstWords }).toEqual({ text, offered: expect.arrayContaining([name]) });
}

describe('the word that stood there is among the completions', () => {
  test('of a decision', () => {
    fc.assert(
      fc.property(arbitraryDecision({ withFallbacks: true }), place, (source, at) => {
        expectOffered(source, { ...CONTEXT, kind: 'decision' }, at);
      }),
      { numRuns: 150, seed: runSeed() },
    );
  });

  test('of a score', () => {
    fc.assert(
      fc.property(arbitraryScore({ withFallbacks: false }), place, (source, at) => {
        expectOffered(source, { ...CONTEXT, kind: 'score' }, at);
      }),
      { numRuns: 100, seed: runSeed() },
    );
  });

  test('of a condition, but for texts of its own', () => {
    fc.assert(
      fc.property(arbitraryFormula, place, (source, at) => {
        expectOffered(source, { kind: 'condition' }, at);
      }),
      { numRuns: 50, seed: runSeed() },
    );
  });
});

test('there are completions, around the cursor, at every place of every text', () => {
  const pieces = fc.tuple(fc.oneof(arbitrarySource, arbitraryCondition), fc.nat(), fc.nat(), fc.nat());
  const kinds = fc.constantFrom(undefined, 'decision', 'score', 'condition' as const);
  fc.assert(
    fc.property(pieces, kinds, ([source, from, length, at], kind) => {
      const start = from % (source.length + 1);
      const text = source.slice(0, start) + source.slice(start + (length % 5));
      const analysis = analyse(text, kind === undefined ? SHOP : { ...SHOP, kind });
      const offset = at % (text.length + 1);
      for (const { span } of completionsAt(analysis, offset)) {
        expect(span.start).toBeLessThanOrEqual(offset);
        expect(span.end).toBeGreaterThanOrEqual(offset);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 300, seed: runSeed() },
  );
});

/** Where the text first says what the grammar does not allow; null where it only ends too soon, or not at all. */
function firstMistake(text: string): number | null {
  const end = text.trimEnd().length;
  const starts = parse(text)
    .diagnostics.filter(({ code, start }) => code === 'syntax-error' && start < end)
    // After the final expression one may still want to write what comes before it.
    .filter(({ message }) => !message.startsWith('expected the end of the program'))
    .map(({ start }) => start);
  return starts.length === 0 ? null : Math.min(...starts);
}

/** What was chosen, up to the first place that is to be filled in; texts are. */
function chosen({ insert }: Completion): string {
  if (insert.form === 'text') return insert.text;
  return insert.text.replace(/"\$\{1[^}]*\}"/, '"a"').replace(/\$(?:\{\d|\d)[^]*/, '');
}

test('what is chosen brings no mistake into a text that had none so far', () => {
  const pieces = fc.tuple(fc.oneof(arbitrarySource, arbitraryCondition), fc.nat());
  const kinds = fc.constantFrom('decision', 'score', 'condition' as const);
  fc.assert(
    fc.property(pieces, kinds, ([source, at], kind) => {
      const text = source.slice(0, at % (source.length + 1));
      const analysis = analyse(text, { ...SHOP, kind });
      for (const completion of completionsAt(analysis, text.length)) {
        const before = text.slice(0, completion.span.start);
        if (firstMistake(before.replace(/["']$/, '')) !== null) return;
        const after = before + chosen(completion);
        expect({ after, mistake: firstMistake(`${after} `) }).toEqual({ after, mistake: null });
      }
    }),
    { numRuns: 150, seed: runSeed() },
  );
});
