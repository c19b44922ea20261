import { describe, expect, test } from '@jest/globals';
import { readCell, SPECIAL_VALUES } from './cell.js';

const known = (value: number) => ({ ok: true, sample: { known: true, value } });
const unknown = (cause: string) => ({ ok: true, sample: { known: false, cause } });

describe('a cell', () => {
  test.each([
    ['980', known(980)],
    [' 0.5 ', known(0.5)],
    ['-3e2', known(-300)],
    ['20%', known(0.2)],
    ['0.5 %', known(0.005)],
    ['', unknown('no-series')],
    ['no series', unknown('no-series')],
    ['nan', unknown('nan')],
    ['∞', unknown('infinite')],
    ['-∞', unknown('infinite')],
    ['+Inf', unknown('infinite')],
    ['Infinity', unknown('infinite')],
  ])('`%s`', (text, cell) => {
    expect(readCell(text)).toEqual(cell);
  });

  test.each(['many', '1e999', '%', '1,5', '0x', '12 apples'])(
    '`%s` is no value, and what would be is said',
    (text) => {
      expect(readCell(text)).toMatchObject({
        ok: false,
        problem: expect.stringContaining(`\`${text}\` is no value`),
      });
    },
  );

  test('every value that is offered can be read', () => {
    for (const value of SPECIAL_VALUES) expect(readCell(value)).toMatchObject({ ok: true });
  });
});
