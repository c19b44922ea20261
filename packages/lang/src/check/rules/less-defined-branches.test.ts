import { describe, expect, test } from '@jest/globals';
import { marked } from '../../testing/marked-source.js';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';
import { check } from '../check.js';

const CODE = { code: 'less-defined-branches', severity: 'warning' } as const;
const [A, B, C] = ['metric v1 cpu > 10%', 'metric v2 cpu > 20%', 'metric v2 errors > 3'];

describe('less-defined-branches', () => {
  test('finds neighbours with one outcome', () => {
    expectCheck(`if (${A}) { result = v1; } else if (<|${B}|>) { result = v1; }`, SHOP, {
      ...CODE,
      message:
        'this branch and the one before have the same outcome: join their conditions with `or`, which decides also when one of them is unknown',
    });
    // What it asks for is content.
    expectCheck(`if (${A} or ${B}) { result = v1; }`, SHOP);
  });

  test('names the branch before', () => {
    const { source, spans } = marked(`if (<|${A}|>) { result = v1; } else if (${B}) { result = v1; }`);
    const [finding] = check(source, SHOP).diagnostics;
    expect(finding?.related).toEqual([{ message: 'the branch before', ...spans[0] }]);
  });

  test('finds every pair in a row', () => {
    expectCheck(
      `if (${A}) { result = v1; } else if (<|${B}|>) { result = v1; } else if (<|${C}|>) { result = v1; }`,
      SHOP,
      CODE,
      CODE,
    );
  });

  test('compares meaning, not layout', () => {
    expectCheck(
      `if (${A}) { result = "v1"; } else if (<|${B}|>) {\n  /* the same */ result="v1";\n}`,
      SHOP,
      CODE,
    );
  });

  test.each([
    ['another outcome', `if (${A}) { result = v1; } else if (${B}) { result = v2; }`],
    [
      'branches that are no neighbours',
      `if (${A}) { result = v1; } else if (${B}) { result = v2; } else if (${C}) { result = v1; }`,
    ],
    ['the same outcome after else', `if (${A}) { result = v1; } else { result = v1; }`],
    ['statements of two', `if (${A}) { result = v1; } if (${B}) { result = v1; }`],
    ['empty branches', `if (${A}) {} else if (${B}) {} else { result = v1; }`],
  ])('lets %s through', (_what, source) => {
    expectCheck(source, SHOP);
  });
});
