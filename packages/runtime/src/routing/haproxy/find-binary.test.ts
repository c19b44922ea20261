import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findBinary } from './find-binary.js';

const NAME = 'lamia-test-program';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-path-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function place(sub: string, mode: number): Promise<string> {
  await mkdir(join(folder, sub), { recursive: true });
  const file = join(folder, sub, NAME);
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, mode);
  return file;
}

test('the first executable on the path is found', async () => {
  await place('plain', 0o644);
  const first = await place('first', 0o755);
  await place('second', 0o755);
  const path = ['plain', 'first', 'second'].map((sub) => join(folder, sub)).join(delimiter);
  expect(findBinary(NAME, path)).toBe(first);
});

test('a folder of that name, and a relative folder on the path, are passed over', async () => {
  await mkdir(join(folder, NAME));
  expect(findBinary(NAME, [folder, '.', ''].join(delimiter))).toBeNull();
});

test('what is nowhere is null', () => {
  expect(findBinary(NAME, '')).toBeNull();
});
