import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Schema from 'typebox/schema';
import { parse } from 'yaml';
import type { VectorFile } from './vector.js';

const FOLDER = new URL('../../grammar/conformance/', import.meta.url);

const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

/** The names of all vector files, in order. */
export const FILES: readonly string[] = readdirSync(fileURLToPath(FOLDER))
  .filter((name) => name.endsWith('.yaml'))
  .sort();

const schema = Schema.Compile(JSON.parse(read('schema.json')) as object);

/** Whether a document is valid against `schema.json`, of which `VectorFile` is the static form. */
export function isVectorFile(document: unknown): document is VectorFile {
  return schema.Check(document);
}

/**
 * Reads one file of vectors.
 * @throws Error where it is not valid against `schema.json`
 */
export function loadVectors(name: string): VectorFile {
  const document: unknown = parse(read(name));
  if (isVectorFile(document)) return document;
  const [, errors] = schema.Errors(document);
  const found = errors.map(({ instancePath, message }) => `${instancePath}: ${message}`);
  throw new Error(`${name} is not a file of vectors:\n${found.join('\n')}`);
}
