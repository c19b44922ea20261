import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from '../../scripts/toolchain/fingerprint.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string>>): { folder: string; paths: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'lamia-build-'));
  folders.push(folder);
  const paths = Object.keys(files).map((name) => join(folder, name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, paths };
}

const print = (files: Readonly<Record<string, string>>): string => {
  const { folder, paths } = folderWith(files);
  return fingerprint(folder, paths);
};

describe('fingerprint', () => {
  test('is the same in another clone, in any order', () => {
    expect(print({ a: '1', b: '2' })).toBe(print({ b: '2', a: '1' }));
  });

  test.each([
    ['a changed file', { a: '1', b: '3' }],
    ['a renamed file', { a: '1', c: '2' }],
    ['a missing file', { a: '1' }],
    ['contents that moved between files', { a: '12', b: '' }],
  ])('differs for %s', (_case, files) => {
    expect(print(files)).not.toBe(print({ a: '1', b: '2' }));
  });
});
