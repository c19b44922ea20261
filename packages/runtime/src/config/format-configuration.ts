import { readConfiguration } from './configuration.js';
import { readDocuments, type ConfigurationSource } from './documents.js';
import { Findings, isUsable, type Finding } from './finding.js';

/** A gateway or policy file in the names of today, or what keeps it from being read. */
export type FormattedConfiguration =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Writes older names and forms of settings as they are written now. Everything else stays as it is: comments, order, and what a
 * check would find wrong.
 */
export function formatConfiguration(source: ConfigurationSource): FormattedConfiguration {
  const reading = new Findings();
  readDocuments(source, reading);
  if (!isUsable(reading.list)) return { ok: false, findings: reading.list };
  const found = new Findings();
  readConfiguration([source], (path) => path, found, false);
  const edits = found.list
    .filter(({ code }) => code === 'older-name')
    .flatMap(({ fixes = [] }) => fixes.flatMap((fix) => fix.edits))
    .toSorted((left, right) => left.start - right.start);
  let text = '';
  let from = 0;
  for (const edit of edits) {
    text += source.text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return { ok: true, text: text + source.text.slice(from) };
}
