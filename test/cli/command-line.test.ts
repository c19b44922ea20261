import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { DEMO_DEFAULTS } from '../../packages/runtime/src/demo/options.js';
import { lamia, startLamia } from './lamia.js';

describe('the command line', () => {
  test('tells its version', async () => {
    expect(await lamia(['--version'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  test('shows what there is', async () => {
    const { code, stdout } = await lamia(['--help']);
    expect(code).toBe(0);
    for (const name of ['check', 'fmt', 'eval', 'plan', 'run', 'demo', 'schema'])
      expect(stdout).toContain(`\n  ${name} `);
  });

  test.each(['check', 'fmt', 'eval', 'plan', 'run', 'demo', 'schema'])(
    'helps with %s, by examples',
    async (name) => {
      const { code, stdout } = await lamia([name, '--help']);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`Usage: lamia ${name}`) });
      expect(stdout).toContain(`Examples:\n  $ lamia ${name}`);
    },
  );

  test('the help of the demonstration names its defaults', async () => {
    const { stdout } = await lamia(['demo', '--help']);
    const { target, source, interval, step, baselineErrors, candidateErrors, candidateLatency } =
      DEMO_DEFAULTS;
    for (const value of [target, source, interval, step, baselineErrors, candidateErrors, candidateLatency]) {
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`(default: ${value})`);
    }
  });

  test.each([
    [[], 'Usage: lamia'],
    [['chek'], 'lamia: unknown command `chek`\n(Did you mean check?)'],
    [['check', '--jsn'], 'lamia: unknown option `--jsn`\n(Did you mean --json?)'],
    [['check'], 'lamia: nothing to read; name a file'],
    [['check', 'a.lamia', '-e', 'a'], 'lamia: a program with `-e` and files at once'],
    [['check', '-e', 'a', '-e', 'b'], 'lamia: `-e` more than once; give one program at a time'],
    [['fmt', '-e', 'a', '--expression', 'a'], 'lamia: `-e` more than once'],
    [['eval', '-e', 'a', '-e', 'b', '--metrics', '-'], 'lamia: `-e` more than once'],
    [['match', '-e', 'true', '-e', 'false', '--request', '-'], 'lamia: `-e` more than once'],
    [['check', '-e', 'a', '--kind', 'number'], '`number` is invalid'],
    [['check', '-e', 'a', '--versions', 'a,,b'], 'It is a list such as version1,version2.'],
    [['check', '-e', 'a', '--versions', 'v1,v2,v1'], '`v1` stands twice in it; name each version once.'],
    [
      ['check', '-e', 'a', '--versions', 'version1,version2', '--baseline', 'verson1'],
      'lamia: `--baseline` names `verson1`, which is not among `--versions`; did you mean `version1`',
    ],
    [
      ['eval', '-e', 'a', '--metrics', 'm.json', '--versions', 'v1,v2', '--candidate', 'canary'],
      'lamia: `--candidate` names `canary`, which is not among `--versions`; expected one of v1, v2',
    ],
    [['check', '-', '-'], 'lamia: standard input (`-`) can be read once only'],
    [['eval', '-', '--metrics', '-'], 'lamia: the program and the metrics both from standard input'],
    [
      ['eval', '-e', 'a', '--prometheus', 'notaurl', '--application', 'shop'],
      'lamia: `notaurl` is no address of a Prometheus; expected http://host:port',
    ],
    [['fmt', '--check', '--write', 'a.lamia'], 'lamia: `--check` and `--write` at once'],
    [['fmt', '--write', '-e', 'a'], 'lamia: `--write` needs files to write to'],
    [['eval', '-e', 'a'], 'lamia: values come from `--metrics FILE` or from `--prometheus URL`'],
    [
      ['eval', '-e', 'a', '--prometheus', 'http://127.0.0.1:1'],
      'lamia: `--prometheus` needs `--application`',
    ],
    [['eval', '-e', 'a', '--metrics', '-', '--time', 'soon'], 'It is a time such as'],
    [['run'], 'lamia: missing required argument `path`'],
    [['run', 'a.yaml', '--max-releases', '0'], '`0` is invalid. It is a whole number from 1.'],
    [['run', 'a.yaml', '--listen', '8080'], '`--listen` wants `HOST:PORT`'],
    [['run', 'a.yaml', '--listen', '0.0.0.0:8080'], 'so there it needs `--tokens FILE`'],
    [['demo', '--step', '200%'], '`200%` is no value for `--step`'],
    [['demo', '--target', 'haproxi'], 'did you mean `haproxy`'],
  ])('is called wrongly with %j', async (args, message) => {
    expect(await lamia(args)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('shows no colours where no terminal is', async () => {
    const { stderr } = await lamia(['check', '-e', 'a +'], { env: { FORCE_COLOR: '1' } });
    expect(stderr).toContain('error');
    expect(stderr).not.toContain('\u001B');
  });

  test('ends quietly when nobody reads its output any more', async () => {
    const child = startLamia(['schema']);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stderr).toBe('');
  });

  test('starts fast: what a command needs is loaded when it runs', async () => {
    // Durations depend on the machine; what has to be read and compiled before the first line runs does not.
    expect(
      await bytesBeforeStart(new URL('../../packages/runtime/dist/lamia.mjs', import.meta.url)),
    ).toBeLessThan(250_000);
  });
});

/** The size of a bundle and of everything it imports at once. */
async function bytesBeforeStart(entry: URL): Promise<number> {
  const open = [entry];
  const sizes = new Map<string, number>();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (sizes.has(file.href)) continue;
    const text = await readFile(file, 'utf8');
    sizes.set(file.href, text.length);
    for (const [, name] of text.matchAll(/^(?:import|export|\} from)[^(;]*?"(\.[^"]+)";$/gm)) {
      if (name !== undefined) open.push(new URL(name, file));
    }
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
