import { demoOptions } from '../demo/options.js';
import type { DemoFlags } from '../demo/options.js';
import { runDemo } from '../demo/demo.js';
import { usageError } from './exit.js';
import type { ProcessIo } from './io.js';

/** `lamia demo`: the main job on this machine, end to end. */
export async function runDemoCommand(flags: DemoFlags, io: ProcessIo): Promise<number> {
  const parsed = demoOptions(flags);
  if (!parsed.ok) throw usageError(parsed.message);
  return await runDemo(parsed.options, io, io.outputLost);
}
