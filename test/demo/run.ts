import type { CommandIo, Output } from '../../packages/runtime/src/cli/io.js';
import { runDemo } from '../../packages/runtime/src/demo/demo.js';
import { demoOptions } from '../../packages/runtime/src/demo/options.js';
import type { DemoFlags } from '../../packages/runtime/src/demo/options.js';

/** What a demonstration left behind on its streams, and how it ended. */
export interface DemoRun {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly lastLine: string | undefined;
  readonly complaints: string;
}

/** Runs the demonstration in this process with real components; `hear` is given each line as it comes. */
export async function demo(
  flags: DemoFlags,
  hear: (line: string) => void = () => undefined,
): Promise<DemoRun> {
  const parsed = demoOptions(flags);
  if (!parsed.ok) throw new Error(parsed.message);
  const lines: string[] = [];
  let complaints = '';
  const output = (write: (text: string) => void): Output => ({ write, isTerminal: false, hasColours: false });
  const io: CommandIo = {
    stdout: output((text) => {
      const written = text.trimEnd().split('\n');
      lines.push(...written);
      written.forEach(hear);
    }),
    stderr: output((text) => {
      complaints += text;
    }),
    readStdin: () => Promise.resolve(null),
  };
  const exitCode = await runDemo(parsed.options, io);
  return { exitCode, lines, lastLine: lines.at(-1), complaints };
}
