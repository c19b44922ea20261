import { suggest } from '@lamia/lang';
import type { Fix } from '@lamia/lang';
import { finding } from '../finding.js';
import type { Finding } from '../finding.js';
import type { Place } from '../place.js';
import { headPlace, keyPlace, treeAt, valuePlace } from '../yaml/tree.js';
import type { Path, Tree, TreeScalar } from '../yaml/tree.js';
import { targetsWithKey } from './cluster-target-schema.js';
import { laterKind } from './later.js';
import { alternatives } from './scalars.js';
import type { Schema } from './schema.js';
import type { ShapeError } from './shape-errors.js';

/** One failed rule of a schema in words, at its place in the file; null where another finding says it better. */
export function shapeFinding(error: ShapeError, tree: Tree): Finding | null {
  const path = pointerSteps(error.instancePath, tree);
  const { parentSchema: schema, params } = error;
  if (error.propertyName !== undefined) return badKey(tree, path, error.propertyName, schema);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(
        tree,
        path,
        String(params['additionalProperty']),
        Object.keys(schema.properties ?? {}),
      );
    case 'required':
      return missingKey(tree, path, String(params['missingProperty']), schema);
    case 'discriminator':
      return unknownVariant(tree, path, String(params['tag']), params['tagValue'], schema);
    case 'enum':
      return unknownWord(tree, path, schema.enum ?? []);
    case 'uniqueItems': {
      const item = treeAt(tree, [...path, Number(params['j'])]);
      const place = item?.place ?? valuePlace(tree, path);
      return wrong(place, 'duplicate-name', `${called(path)} lists ${shown(item)} twice; keep one`);
    }
    case 'minItems':
      return wrong(
        valuePlace(tree, path),
        'wrong-value',
        `${called(path)} is empty; it wants ${schema.title ?? 'items'}`,
      );
    case 'maxItems':
    case 'maxProperties': {
      const message = `${called(path)} has more than ${String(params['limit'])} entries`;
      return wrong(headPlace(tree, path), 'wrong-value', message);
    }
    case 'propertyNames':
      return null; // the name itself was refused just before
    default:
      return wrongValue(tree, path, schema, error.keyword === 'type');
  }
}

function wrongValue(tree: Tree, path: Path, schema: Schema, isType: boolean): Finding {
  const value = treeAt(tree, path);
  const expected = schema.title ?? 'another value';
  const advice = isType && value !== null && isRightInQuotes(value, schema) ? '; put it in quotes' : '';
  const message = `${called(path)} wants ${expected}, not ${shown(value)}${advice}`;
  return wrong(valuePlace(tree, path), isType ? 'wrong-type' : 'wrong-value', message);
}

/** True for `1.10` where a text is wanted: YAML reads it as the number 1.1. */
function isRightInQuotes(value: Tree, schema: Schema): boolean {
  if (value.kind !== 'scalar' || value.value === null || typeof value.value === 'string') return false;
  if (schema.type !== 'string') return false;
  return schema.pattern === undefined || new RegExp(schema.pattern).test(writtenText(value));
}

function badKey(tree: Tree, path: Path, name: string, schema: Schema): Finding {
  const place = keyPlace(tree, [...path, name]) ?? valuePlace(tree, path);
  return wrong(
    place,
    'wrong-value',
    `\`${name}\` cannot be a key of ${called(path)}: it wants ${schema.title ?? 'another name'}`,
  );
}

function unknownKey(tree: Tree, path: Path, name: string, known: readonly string[]): Finding {
  const place = keyPlace(tree, [...path, name]) ?? valuePlace(tree, path);
  const others = path.at(-1) === 'target' ? targetsWithKey(name) : null;
  if (others !== null) return wrong(place, 'unknown-key', `\`${name}\` is for ${others}; remove it`);
  const nearest = suggest(name, known);
  const advice = nearest === null ? `expected ${alternatives(known)}` : `did you mean \`${nearest}\``;
  const fixes = nearest === null ? {} : { fixes: [replacement(place, nearest)] };
  return wrong(place, 'unknown-key', `unknown key \`${name}\` in ${called(path)}; ${advice}`, fixes);
}

function missingKey(tree: Tree, path: Path, name: string, schema: Schema): Finding {
  const words = variantWords(schema, name);
  const wanted = words.length > 0 ? alternatives(words) : schema.properties?.[name]?.title;
  const message = `${called(path)} lacks \`${name}\`${wanted === undefined ? '' : `: ${wanted}`}`;
  return wrong(headPlace(tree, path), 'missing-key', message);
}

function unknownVariant(tree: Tree, path: Path, key: string, word: unknown, schema: Schema): Finding | null {
  if (word === undefined) return null; // said by `required`
  const words = variantWords(schema, key);
  const later =
    typeof word === 'string' ? laterKind(key === 'type' ? 'policy' : String(path.at(-1)), word) : null;
  if (later !== null) {
    const isOne = later.startsWith('the ');
    const message = `${later} ${isOne ? 'is' : 'are'} not supported by this version; use ${alternatives(words)}`;
    return wrong(valuePlace(tree, [...path, key]), 'unsupported', message);
  }
  return unknownWord(tree, [...path, key], words);
}

/** The words that tell the variants of a map apart. */
function variantWords(schema: Schema, key: string): readonly string[] {
  return (schema.oneOf ?? []).flatMap((variant) => variant.properties?.[key]?.enum ?? []);
}

function unknownWord(tree: Tree, path: Path, words: readonly string[]): Finding {
  const value = treeAt(tree, path);
  const place = valuePlace(tree, path);
  const word = value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null;
  const nearest = word === null ? null : suggest(word, words);
  const advice = nearest === null ? '' : `; did you mean \`${nearest}\``;
  const fixes = nearest === null ? {} : { fixes: [replacement(place, nearest)] };
  return wrong(
    place,
    'wrong-value',
    `${called(path)} wants ${alternatives(words)}, not ${shown(value)}${advice}`,
    fixes,
  );
}

const wrong = (
  place: Place,
  code: Finding['code'],
  message: string,
  extra: Pick<Finding, 'fixes'> = {},
): Finding => finding('error', place, code, message, extra);

function replacement({ start, end }: Place, text: string): Fix {
  return { title: `write \`${text}\``, edits: [{ start, end, text }] };
}

/** `` `interval` ``, `` item 2 of `policies` ``, `the document`. */
export function called(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  if (typeof last === 'string') return `\`${last}\``;
  return `item ${last + 1} of ${called(path.slice(0, -1))}`;
}

/** A value as the file writes it, shortened. */
function shown(value: Tree | null): string {
  if (value === null) return 'nothing';
  if (value.kind === 'map') return 'a map';
  if (value.kind === 'list') return 'a list';
  if (value.value === null) return 'nothing';
  const written = writtenText(value);
  return `\`${written.length > 60 ? `${written.slice(0, 57)}…` : written}\``;
}

/** A number as the file has it: `1.10`, not 1.1. */
function writtenText({ value, token }: TreeScalar): string {
  return typeof value === 'string' || token?.type !== 'scalar' ? String(value) : token.source;
}

/** The steps of a JSON pointer into this tree: only where a list stands are they numbers. */
function pointerSteps(pointer: string, tree: Tree): Path {
  const steps: (string | number)[] = [];
  for (const written of pointer.split('/').slice(1)) {
    const step = written.replaceAll('~1', '/').replaceAll('~0', '~');
    steps.push(treeAt(tree, steps)?.kind === 'list' ? Number(step) : step);
  }
  return steps;
}
