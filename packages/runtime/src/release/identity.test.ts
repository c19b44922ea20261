import { describe, expect, test } from '@jest/globals';
import { policiesFingerprint } from './identity.js';
import { customPolicy, timePolicy } from './testing/gateways.js';

describe('the fingerprint of policies', () => {
  test('is the same for equal policies, whatever the order of their keys', () => {
    const policy = timePolicy();
    const reversed = Object.fromEntries(Object.entries(policy).toReversed()) as unknown as typeof policy; // the same keys
    expect(policiesFingerprint([reversed])).toBe(policiesFingerprint([policy]));
    expect(policiesFingerprint([policy])).toMatch(/^[0-9a-f]{16}$/);
  });

  test('tells every edit apart', () => {
    const fingerprints = [
      [],
      [timePolicy()],
      [timePolicy(), timePolicy()],
      [customPolicy()],
      [timePolicy(), customPolicy()],
      [customPolicy(), timePolicy()],
      [timePolicy({ step: 500 })],
      [timePolicy({ deadline: { after: 1, then: 'hold' } })],
      [customPolicy({ expression: 'nil' })],
      [customPolicy({ expression: 'nil ' })],
      [timePolicy({ routes: ['a', 'b'] })],
      [timePolicy({ routes: ['b', 'a'] })],
    ].map(policiesFingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });

  test('is that of the FNV-1a reference for its JSON', () => {
    // The JSON of no policies is `[]`; computed with the published constants.
    expect(policiesFingerprint([])).toBe('09612b07b5ecb5a5');
  });
});
