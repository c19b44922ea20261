import { describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/toolchain/child.mjs', import.meta.url));

/** A program that runs one command by `run` and ends with its code. */
const runner = (command: string, args: readonly string[]): string[] => [
  '--input-type=module',
  '--eval',
  `import { run } from ${JSON.stringify(SCRIPT)};
   process.exitCode = await run(${JSON.stringify(command)}, ${JSON.stringify(args)});`,
];

describe('run', () => {
  test.each([
    ['an exit code', process.execPath, ['--eval', 'process.exit(4)'], 4],
    ['a signal as a shell does', process.execPath, ['--eval', 'process.kill(process.pid, "SIGKILL")'], 137],
    ['a command that does not exist', 'lamia-no-such-command', [], 127],
  ] as const)('passes on %s', (_what, command, args, code) => {
    expect(spawnSync(process.execPath, runner(command, args)).status).toBe(code);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'passes %s on and waits for the command to end',
    async (signal) => {
      const command = `process.on('${signal}', () => { console.log('stopped'); process.exit(5); });
      setInterval(() => {}, 1000);
      console.log('ready');`;
      const outer = spawn(process.execPath, runner(process.execPath, ['--eval', command]), {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      const ended = once(outer, 'close');
      outer.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said === 'ready\n') outer.kill(signal);
      });
      expect(await ended).toEqual([5, null]);
      expect(said).toBe('ready\nstopped\n');
    },
  );
});
