import { describe, expect, test } from '@jest/globals';
import { hasChanges, planRouting, planText } from './plan.js';
import { routed } from './testing/gateways.js';

const split = routed({ version1: 9_000, version2: 1_000 });

describe('planRouting', () => {
  test('says for every version what it has and what it shall have', () => {
    expect(planRouting(routed({ version1: 10_000 }), split)).toEqual({
      gateway: 'shop',
      served: true,
      routes: [
        {
          route: 'default',
          condition: null,
          mirror: null,
          shares: [
            { version: 'version1', from: 10_000, to: 9_000 },
            { version: 'version2', from: 0, to: 1_000 },
          ],
        },
      ],
    });
  });

  test('routes that came and routes that went have a side without shares', () => {
    const before = { gateway: 'shop', routes: new Map([['old', new Map([['version1', 10_000]])]]) };
    const plan = planRouting(before, routed({ version1: 10_000 }));
    expect(plan.routes).toEqual([
      {
        route: 'default',
        condition: null,
        mirror: null,
        shares: [{ version: 'version1', from: null, to: 10_000 }],
      },
      {
        route: 'old',
        condition: null,
        mirror: null,
        shares: [{ version: 'version1', from: 10_000, to: null }],
      },
    ]);
  });
});

describe('planText', () => {
  test('says which requests a route is for, and what gets copies of them', () => {
    const route = { condition: 'path exact "/a"', mirror: { version: 'version3', share: 1_250 } };
    const described = new Map([['default', route]]);
    expect(planText(planRouting(routed({ version1: 10_000 }), split, described), null)).toBe(
      [
        'gateway shop',
        '  route default',
        '    for path exact "/a"',
        '    copies 12.5% to version3',
        '    version1  100% -> 90%',
        '    version2  0% -> 10%',
      ].join('\n'),
    );
  });

  test('a change of weights', () => {
    expect(planText(planRouting(routed({ version1: 10_000 }), split), null)).toBe(
      ['gateway shop', '  route default', '    version1  100% -> 90%', '    version2  0% -> 10%'].join('\n'),
    );
  });

  test('a gateway that nothing serves yet, with the lines of its configuration', () => {
    const plan = planRouting(null, routed({ version1: 10_000 }));
    expect(planText(plan, { before: null, after: 'global\n' })).toBe(
      [
        'gateway shop (not served yet)',
        '  route default',
        '    version1  none -> 100%',
        '  configuration',
        '    + global',
      ].join('\n'),
    );
  });

  test('no changes', () => {
    const plan = planRouting(split, split);
    const same = { before: 'global\n', after: 'global\n' };
    expect(planText(plan, same)).toBe('gateway shop: no changes');
    expect(hasChanges(plan, same)).toBe(false);
  });

  test('a change of the configuration alone is a change', () => {
    const plan = planRouting(split, split);
    const changed = { before: 'a\nb\n', after: 'a\nc\n' };
    expect(hasChanges(plan, changed)).toBe(true);
    expect(planText(plan, changed)).toBe(
      [
        'gateway shop',
        '  route default: no changes',
        '    version1  90%',
        '    version2  10%',
        '  configuration',
        '    - b',
        '    + c',
      ].join('\n'),
    );
  });
});
