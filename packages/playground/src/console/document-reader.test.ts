import { expect, test } from '@jest/globals';
import { embedded } from '../simulate/testing/embedded.js';
import { documentReader } from './document-reader.js';

const TEXT = `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  target: { kind: embedded }
  versions: { version1: { address: "127.0.0.1:9001" }, version2: { address: "127.0.0.1:9002" } }
  baseline: version1
  candidate: version2
  metrics: { source: { kind: scrape }, window: 1m }
  routes:
    - { name: default, weights: { version1: 100 } }
  policies:
    - type: custom
      expression: result = verson2;
    - ref: of-a-file
`;

test('finds what is wrong in a program at its place in the document, with its way out', () => {
  const reader = documentReader(new Map([['embedded', embedded]]), null);
  const { findings, parts } = reader(TEXT);
  const [found] = findings.filter(({ code }) => code === 'unknown-version');
  expect(TEXT.slice(found?.start, found?.end)).toBe('verson2');
  expect(found?.fixes?.[0]?.edits[0]).toMatchObject({ start: found?.start, text: 'version2' });
  expect(parts.map(({ analysis }) => analysis.text)).toEqual(['result = verson2;']);
  expect(reader(TEXT)).toBe(reader(TEXT));
});

test('leaves to the runtime what only its files tell, and takes its word where it was asked', () => {
  const found = documentReader(new Map(), null)(TEXT).findings.map(({ code }) => code);
  expect(found).not.toContain('unknown-policy');
  expect(found).not.toContain('unknown-catalogue');
  const told = [{ code: 'x', severity: 'error', message: 'no', start: 0, end: 1 }] as const;
  expect(documentReader(new Map(), told)(TEXT).findings).toBe(told);
});
