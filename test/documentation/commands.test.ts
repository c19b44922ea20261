import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../../packages/runtime/src/config/load-configuration.js';

/** Commands whose output the documentation shows give just that; gateway files that users copy have nothing wrong with them. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(path.join(ROOT, 'docs')).map((name) => path.join('docs', name)),
].filter((name) => name.endsWith('.md'));
const gateways = readdirSync(path.join(ROOT, 'examples')).filter((name) => name.endsWith('.yaml'));

/** The commands of a page's console blocks, each with the output shown below it. */
function shownCommands(page: string): readonly (readonly [string, string])[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```console\n([^]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .map((shown) => shown.split('\n'))
      .filter(
        ([command = '', ...output]) => command.startsWith('npx lamia ') && output.join('').trim() !== '',
      )
      .map(([command = '', ...output]) => [command, output.join('\n').trim()] as const),
  );
}

describe('commands in the documentation', () => {
  const commands = pages.flatMap(shownCommands);

  test('there are some', () => {
    expect(commands.length).toBeGreaterThan(0);
  });

  test.each(commands)('%s', (command, output) => {
    // As a shell would run it, quotes and all; only `npx` is spared its look around.
    const lamia = `"${process.execPath}" "${path.join(ROOT, 'packages/runtime/bin/lamia.mjs')}"`;
    const line = command.replace('npx lamia', lamia);
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: ROOT, encoding: 'utf8' });
    expect(`${stdout}${stderr}`.trim()).toBe(output);
  });
});

describe('example gateways', () => {
  test.each(gateways)('%s is correct', async (name) => {
    const file = path.join(ROOT, 'examples', name);
    const { gateways: found, findings } = await loadConfiguration([
      { file, text: readFileSync(file, 'utf8'), named: true },
    ]);
    // Certificates and secrets are there where the gateway runs.
    expect(findings.filter(({ code }) => code !== 'unreadable-file')).toEqual([]);
    expect(found).toHaveLength(1);
  });
});
