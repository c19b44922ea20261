/**
 * `npm run docs`: writes what is generated from the code: the grammar as text and as diagrams, the page of diagnostics, the
 * definitions of custom resources.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generated } from './generate/generated.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
for (const [file, text] of generated()) {
  mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
  writeFileSync(path.join(ROOT, file), text);
  console.log(file);
}
