import { editorSchema } from '../config/schema/editor-schema.js';
import { EXIT } from './exit.js';
import type { CommandIo } from './io.js';

/** `lamia schema`: the JSON Schema of gateway and policy files. */
export function runSchema({ stdout }: CommandIo): number {
  stdout.write(`${JSON.stringify(editorSchema(), null, 2)}\n`);
  return EXIT.done;
}
