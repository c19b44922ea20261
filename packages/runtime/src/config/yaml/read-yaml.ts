import { Composer, isScalar, Parser } from 'yaml';
import type { CST, Document, ParsedNode } from 'yaml';
import type { Findings } from '../finding.js';
import { placeIn } from '../place.js';
import type { SourceText } from '../place.js';
import { YAML_BUDGETS } from './budgets.js';
import { firstTooDeep } from './nesting.js';
import { prescan, TOO_DEEP } from './prescan.js';
import { syntaxWords } from './syntax-words.js';
import type { Tree } from './tree.js';
import { TreeReader } from './tree-reader.js';

/**
 * Reads every document of one YAML file into trees; what cannot be read is a finding, and a document with one is left
 * out. YAML 1.2, core schema, plain text keys, no tags; within `YAML_BUDGETS`.
 */
export function readYaml(source: SourceText, findings: Findings): readonly Tree[] {
  const bytes = new TextEncoder().encode(source.text).length;
  if (bytes > YAML_BUDGETS.bytes) {
    const message = `this file has ${bytes} bytes, more than the ${YAML_BUDGETS.bytes} that are read; split it`;
    findings.error(placeIn(source, 0, 0), 'yaml-too-long', message);
    return [];
  }
  const excess = prescan(source.text);
  if (excess !== null) {
    findings.error(placeIn(source, excess.offset, excess.offset + 1), excess.code, excess.message);
    return [];
  }
  const tokens = [...new Parser().parse(source.text)];
  const tooDeep = firstTooDeep(tokens, YAML_BUDGETS.depth);
  if (tooDeep !== null) {
    findings.error(placeIn(source, tooDeep, tooDeep + 1), 'yaml-too-deep', TOO_DEEP);
    return [];
  }
  return compose(tokens, source.text.length).flatMap(
    (document) => readDocument(source, document, findings) ?? [],
  );
}

function compose(tokens: readonly CST.Token[], length: number): readonly Document.Parsed[] {
  const composer = new Composer({
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    // Duplicates are found by `TreeReader`: the composer's own search takes quadratic time.
    uniqueKeys: false,
    keepSourceTokens: true,
    logLevel: 'error',
  });
  return [...composer.compose(tokens, false, length)] as Document.Parsed[]; // what `Composer` gives by default
}

function readDocument(source: SourceText, document: Document.Parsed, findings: Findings): Tree | null {
  const faults = [...document.errors, ...document.warnings];
  for (const { pos, code, message } of faults.slice(0, YAML_BUDGETS.errors)) {
    const place = placeIn(source, pos[0], Math.max(pos[0], Math.min(pos[1], source.text.length)));
    if (code === 'TAG_RESOLVE_FAILED') {
      findings.error(place, 'yaml-tag', 'tags are not understood here; quote the value instead');
    } else {
      findings.error(place, 'yaml-syntax', syntaxWords(code, message));
    }
  }
  if (faults.length > 0 || document.contents === null || isNothing(document.contents)) return null;
  const reader = new TreeReader(source, findings);
  const tree = reader.read(document.contents, 0);
  return reader.sound ? tree : null;
}

/** A document of comments alone is an empty text to the composer. */
const isNothing = (contents: ParsedNode): boolean => isScalar(contents) && contents.value === null;
