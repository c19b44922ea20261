import { expect, test } from '@jest/globals';
import { identityValues } from './measure.js';
import { parseTemplate } from './template.js';

const SUBJECT = { namespace: 'ns', application: 'shop', version: 'v1' };

function filled(text: string): string | undefined {
  const parsed = parseTemplate(text);
  if (!('template' in parsed)) throw new Error(`unknown: ${parsed.unknown}`);
  return identityValues(new Map([['label', parsed.template]]), SUBJECT)[0];
}

test.each([
  ['$application-$version', 'shop-v1'],
  ['$version_$namespace', 'v1_ns'],
  ['${version}x', 'v1x'],
  ['outbound|80|$version|$application', 'outbound|80|v1|shop'],
  ['fixed', 'fixed'],
  ['$$version', '$version'],
])('`%s` is `%s`', (text, value) => {
  expect(filled(text)).toBe(value);
});

test.each([
  ['$versions', 'versions'],
  ['a $ b', ''],
  ['${app}', 'app'],
  ['$constructor', 'constructor'],
])('`%s` has an unknown part', (text, unknown) => {
  expect(parseTemplate(text)).toEqual({ unknown });
});
