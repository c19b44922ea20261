import { expect, test } from '@jest/globals';
import { marked } from '../testing/marked-source.js';
import { SHOP } from '../testing/shop.js';
import { analyse } from './analysis.js';
import { fixesAt } from './fixes.js';

test('offers the ways out of what touches a place, and no others', () => {
  const { source, spans } = marked('if (metric <|v3|> errors > 1) { result <||>= <|v4|>; } result');
  const analysis = analyse(source, SHOP);
  const titles = spans.map((span) => fixesAt(analysis, span).map(({ title }) => title));
  expect(titles).toEqual([['write v1'], [], ['write v1']]);
  expect(fixesAt(analysis, { start: 0, end: source.length })).toMatchObject([
    { diagnostic: { code: 'unknown-version' }, edits: [{ ...spans[0], text: 'v1' }] },
    { diagnostic: { code: 'unknown-version' }, edits: [{ ...spans[2], text: 'v1' }] },
  ]);
});
