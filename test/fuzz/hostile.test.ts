import { describe, expect, test } from '@jest/globals';
import { check, format, isRunnable, renderDiagnostic, type Diagnostic } from '@lamia/lang';
import { execFileSync } from 'node:child_process';
import { SHOP } from '../../packages/lang/src/testing/shop.js';
import { BOUND, cpuTime } from './cpu-time.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';

/** The promise of the specification (§6): a result within 256 MiB for any text whatever. */
const MEGABYTES = 256;

/** For all of them together, on a machine with other work. */
const PATIENCE = 120_000;

/** The names of the texts for which the work takes too long. */
function slow(work: (source: string) => void): readonly string[] {
  const names = [...HOSTILE_TEXTS.keys()];
  return names.filter((name) => cpuTime(() => work(HOSTILE_TEXTS.get(name) ?? '')) >= BOUND);
}

function isShown(source: string, diagnostic: Diagnostic): boolean {
  const { start, end, message } = diagnostic;
  const isInside = 0 <= start && start <= end && end <= source.length;
  return (
    isInside && message.length < 2000 && renderDiagnostic(source, diagnostic, { name: 'x' }).length < 5000
  );
}

describe('hostile texts', () => {
  test(
    'are checked in bounded time, and what is found can be shown',
    () => {
      const wrong: string[] = [];
      const late = slow((source) => {
        const { diagnostics, checked, condition } = check(source, SHOP);
        const isRight = ((checked ?? condition) !== null) === isRunnable(diagnostics);
        if (!isRight || !diagnostics.every((diagnostic) => isShown(source, diagnostic)))
          wrong.push(source.slice(0, 80));
      });
      expect({ late, wrong }).toEqual({ late: [], wrong: [] });
    },
    PATIENCE,
  );

  test(
    'are formatted in bounded time, and stay as they were formatted',
    () => {
      const unstable: string[] = [];
      const late = slow((source) => {
        const { text } = format(source);
        if (text !== null && format(text).text !== text) unstable.push(text.slice(0, 80));
      });
      expect({ late, unstable }).toEqual({ late: [], unstable: [] });
    },
    PATIENCE,
  );

  test(
    'fit into the memory that is promised for one, one after the other',
    () => {
      // The built package, in a process whose heap is that large; a stack that overflows would end it too.
      const script = `
      import { check } from ${JSON.stringify(new URL('../../packages/lang/dist/index.js', import.meta.url).href)};
      let texts = '';
      for await (const piece of process.stdin) texts += piece;
      console.log(JSON.parse(texts).map((text) => check(text).diagnostics.length).length);
    `;
      const texts = [...HOSTILE_TEXTS.values()].filter(
        (text) => 50_000 < text.length && text.length < 70_000,
      );
      const output = execFileSync(
        process.execPath,
        [`--max-old-space-size=${MEGABYTES}`, '--input-type=module', '-e', script],
        { input: JSON.stringify(texts), encoding: 'utf8' },
      );
      expect(output.trim()).toBe(String(texts.length));
    },
    PATIENCE,
  );
});
