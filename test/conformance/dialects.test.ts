import { describe, expect, test } from '@jest/globals';
import { loadVectors } from './load-vectors.js';

const attested = loadVectors('dialects.yaml').vectors.flatMap((vector) =>
  'source' in vector && vector.attested !== undefined ? [vector] : [],
);

/** How many texts were found at each place; a text that is lost here can no longer be told from one never seen. */
const FOUND: Readonly<Record<string, number>> = {
  'metric policy': 6,
  'custom policy, first dialect': 2,
  'custom policy, second dialect': 2,
  'custom policy, second dialect, variant': 1,
  'custom policy, third dialect': 1,
  'custom policy, a typing error of an early page': 1,
  design: 5,
  'condition of a Lamia route': 12,
  'condition of classic Vamp': 57,
  'condition of the last successor': 4,
};

describe('the attested texts', () => {
  test('are all there', () => {
    const count = (place: string): number => attested.filter((vector) => vector.attested === place).length;
    const places = [...new Set(attested.map((vector) => vector.attested ?? ''))];
    expect(Object.fromEntries(places.map((place) => [place, count(place)]))).toEqual(FOUND);
  });

  test('are each there once', () => {
    const texts = attested.map(({ source }) => source);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  test('have an outcome and a canonical form where they are decisions and scores', () => {
    const incomplete = attested.filter(({ section, expect: { accepted, decided, values, format } }) => {
      const isEvaluated = decided !== undefined || values !== undefined;
      return section === '9' && accepted !== false && !(isEvaluated && typeof format === 'string');
    });
    expect(incomplete.map(({ name }) => name)).toEqual([]);
  });

  test('have a canonical form, and what is said of them, where they are conditions', () => {
    const incomplete = attested.filter(
      ({ section, expect: { diagnostics, format } }) =>
        section !== '9' && section !== '2.1' && (diagnostics === undefined || format === undefined),
    );
    expect(incomplete.map(({ name }) => name)).toEqual([]);
  });
});
