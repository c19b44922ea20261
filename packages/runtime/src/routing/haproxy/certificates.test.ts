import { expect, test } from '@jest/globals';
import { RenewedCertificates } from './certificates.js';

test('certificates are renewed once they have changed and change no more', () => {
  const renewed = new RenewedCertificates();
  expect(['a', 'a', 'half', null, 'b', 'b', 'b'].map((found) => renewed.note('a', found))).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    false,
  ]);
});

test('those that were refused are tried again when they change, also back and forth', () => {
  const renewed = new RenewedCertificates();
  const tried = ['b', 'b', 'b', 'c', 'c', 'a', 'a', 'b', 'b'].map((found) => renewed.note('a', found));
  expect(tried).toEqual([false, true, false, false, true, false, false, false, true]);
});

test('where it is not known what was read, they are read again', () => {
  const renewed = new RenewedCertificates();
  expect([renewed.note(null, 'a'), renewed.note(null, 'a')]).toEqual([false, true]);
});
