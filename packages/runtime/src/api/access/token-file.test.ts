import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenLine } from '../testing/served-api.js';
import { TokenFile } from './token-file.js';

let folder: string;
let path: string;
const told: string[] = [];
const open: TokenFile[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-tokens-'));
  path = join(folder, 'tokens');
  told.splice(0);
});

afterEach(async () => {
  for (const file of open.splice(0)) await file.close();
  await rm(folder, { recursive: true, force: true });
});

async function opened(): Promise<TokenFile> {
  const file = await TokenFile.open(path, (why) => told.push(why), 5);
  open.push(file);
  return file;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** As an editor saves, and so that every change is seen. */
async function write(text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

describe('TokenFile', () => {
  test('knows the tokens of its file', async () => {
    await write(tokenLine('ci', 'operator', 'one'));
    const file = await opened();
    expect(file.caller('Bearer one')).toEqual({ name: 'ci', role: 'operator' });
    expect(file.caller('Bearer two')).toBeNull();
    expect(file.caller(undefined)).toBeNull();
  });

  test('takes a changed file up: new tokens are good, others are not any more', async () => {
    await write(tokenLine('ci', 'operator', 'one'));
    const file = await opened();
    await write(tokenLine('ci', 'viewer', 'two'));
    await until(() => file.caller('Bearer two') !== null);
    expect(file.caller('Bearer two')).toEqual({ name: 'ci', role: 'viewer' });
    expect(file.caller('Bearer one')).toBeNull();
  });

  test('goes on with what it knows where the file cannot be used any more, and says so', async () => {
    await write(tokenLine('ci', 'operator', 'one'));
    const file = await opened();
    await write('ci operator one\n');
    await until(() => told.length > 0);
    expect(told[0]).toContain('line 1 is not of the form');
    expect(told[0]).not.toContain('one;');
    expect(file.caller('Bearer one')).not.toBeNull();
    told.splice(0);
    await rm(path);
    await until(() => told.length > 0);
    expect(told[0]).toContain('there is no such file; the tokens that were read before go on being used');
  });

  test.each([
    ['nothing', null, 'there is no such file'],
    ['an empty file', '', 'it has no token'],
    ['tokens instead of digests', 'ci operator s3cret', 'line 1 is not of the form `NAME ROLE sha256:HEX`'],
  ])('cannot be opened on %s', async (_name, text, why) => {
    if (text !== null) await write(text);
    await expect(opened()).rejects.toThrow(why);
    await expect(opened()).rejects.not.toThrow('s3cret');
  });
});
