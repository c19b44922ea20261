import { expect, test } from '@jest/globals';
import { marked } from '../testing/marked-source.js';
import { analyse } from './analysis.js';
import { foldingRanges } from './folding.js';

test('blocks and comments of several lines can be hidden', () => {
  const { source, spans } = marked(`<|// one
// two|>
let a = 1; // alone
if (a > 0) <|{
  <|/* three
     four */|>
  result = v1;
}|> else if (a < 0) { result = v2; } else <|{
  result = nil;
}|>
result`);
  expect(foldingRanges(analyse(source)).map(({ start, end }) => ({ start, end }))).toEqual(spans);
});

test('a block that nothing closes yet can be hidden too', () => {
  expect(foldingRanges(analyse('if (true) {\n  result = v1;\n'))).toMatchObject([
    { kind: 'block', start: 10 },
  ]);
});
