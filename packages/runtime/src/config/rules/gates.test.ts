import { describe, expect, test } from '@jest/globals';
import { policiesFingerprint } from '../../release/identity.js';
import { timePolicy } from '../../release/testing/gateways.js';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { gatewayText } from '../testing/gateway-text.js';

const time = (gates: string): Parameters<typeof gatewayText>[0] => ({
  policies: `[{ type: time, gates: ${gates} }]`,
});

describe('gates in a file', () => {
  test('are called after where they stand, and hold unless they say otherwise', async () => {
    const gateway = await onlyGateway(
      gatewayText(
        time(
          '[{ at: 25%, type: manual }, { at: promotion, type: manual, name: sign-off, timeout: 2h, then: rollback },' +
            ' { at: 50, type: webhook, name: qa }, { at: rollback, type: webhook, webhook: desk }]',
        ),
      ),
    );
    expect(gateway.policies[0]?.gates).toEqual([
      { type: 'manual', name: '25%', at: 2500, timeout: null, then: 'hold' },
      { type: 'manual', name: 'sign-off', at: 'promotion', timeout: 7_200_000, then: 'rollback' },
      { type: 'webhook', name: 'qa', at: 5000, timeout: null, then: 'hold', webhook: 'qa' },
      { type: 'webhook', name: 'rollback', at: 'rollback', timeout: null, then: 'hold', webhook: 'desk' },
    ]);
  });

  test.each([
    [
      '[{ at: 0%, type: manual }]',
      'error wrong-value at "0%": a gate at 0% is never come to; write a share such as `1%` to be asked before the first traffic',
    ],
    [
      '[{ at: soon, type: manual }]',
      'error wrong-value at "soon": `at` wants a share such as `50%`, or `promotion`, or `rollback`, not `soon`',
    ],
    [
      '[{ at: 50%, type: webhook }]',
      'error missing-key at "at": a webhook gate lacks `webhook`: the name of a webhook in the runtime\'s configuration, whose address stands there',
    ],
    [
      '[{ at: 50%, type: webhook, webhook: "http://127.0.0.1/" }]',
      'error wrong-value at "\\"http://127.0.0.1/\\"": `webhook` wants a name of at most 63 lower-case letters, digits and inner dashes, not `http://127.0.0.1/`',
    ],
    [
      '[{ at: 50%, type: manual }, { at: 50%, type: manual }]',
      'error duplicate-name at "at": two gates are called `50%`; give each a `name` of its own, by which it is approved',
    ],
    [
      '[{ at: rollback, type: manual, then: hold }]',
      'error needless-key at "then": a gate before `rollback` has no `then`: refused, the release is held; without an answer it goes back',
    ],
  ])('that cannot be are refused: %s', async (gates, finding) => {
    expect(await findingTexts(gatewayText(time(gates)))).toEqual([finding]);
  });

  test('that are never come to are refused', async () => {
    const file = gatewayText({
      ...time('[{ at: 40%, type: manual }]'),
      routes: '[{ name: default, weights: { version1: 50, version2: 50 } }]',
    });
    expect(await findingTexts(file)).toEqual([
      'error unreachable-limit at "40%": a gate at 40% is never come to: `version2` begins with 50%',
    ]);
  });

  test('a policy without any is the one that earlier versions knew', () => {
    const { gates, observe, readyTimeout, ...earlier } = timePolicy();
    expect([gates, observe, readyTimeout]).toEqual([[], false, 600_000]);
    expect(policiesFingerprint([timePolicy()])).toBe(
      policiesFingerprint([earlier as ReturnType<typeof timePolicy>]), // as a stored release was hashed
    );
  });
});
