import { stringify } from 'yaml';
import { codeFrame } from '@lamia/lang';
import type { CheckReport } from '../../cli/check.js';
import type { FindingJson } from '../../cli/findings.js';
import type { LanguageDesk } from '../../api/language/desk.js';
import type { KubernetesObject } from '../cluster/object.js';

/** What the check says of some objects together. */
export type Checked =
  | { readonly ok: true; readonly text: string; readonly findings: readonly FindingJson[] }
  /** There is no answer: too much to do, or too much at once. */
  | { readonly ok: false; readonly status: number; readonly message: string };

/**
 * Has objects checked as `lamia check` checks their files: it is that very command, in a thread that may take only so much time and
 * memory. Places are those of the YAML that the objects are written as, the first of them first.
 */
export async function checkedDocuments(
  objects: readonly KubernetesObject[],
  language: Pick<LanguageDesk, 'run'>,
): Promise<Checked> {
  const text = objects.map((object) => stringify(documentOf(object), { lineWidth: 0 })).join('---\n');
  const outcome = await language.run('check', { source: text, kind: 'gateway' });
  if (!outcome.ok) {
    const { status, detail } = outcome.problem;
    return { ok: false, status, message: detail };
  }
  const { files } = outcome.document as CheckReport; // what the command with `--json` prints
  return { ok: true, text, findings: files.flatMap(({ diagnostics }) => diagnostics) };
}

/** What people write; the rest is the cluster's own. */
function documentOf({ apiVersion, kind, metadata, spec }: KubernetesObject): object {
  const { name, namespace, labels } = metadata;
  return { apiVersion, kind, metadata: { name, namespace, ...(labels && { labels }) }, spec };
}

/** A finding with the lines that it is about, as the command shows it. */
export function framedText(
  { line, column, severity, message, code, start, end, fixes = [] }: FindingJson,
  text: string,
): string {
  return [
    `${line}:${column}: ${severity}: ${message} [${code}]`,
    ...codeFrame(text, start, end),
    ...fixes.map(({ title }) => `  fix: ${title}`),
  ].join('\n');
}
