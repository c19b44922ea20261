import { check, notEvaluable } from '@lamia/lang';
import type { Condition } from '@lamia/lang';
import type { ConfigurationSource } from '../config/documents.js';
import type { CheckReport } from './check.js';
import { findingJson, programFindings, showFindings } from './findings.js';
import type { CommandIo } from './io.js';

/**
 * The condition that a program is; null where it is none that can be used, which is told on the spot.
 * @param rawAcls whether one with a raw ACL can be
 */
export function readCondition(
  source: ConfigurationSource,
  { json, rawAcls }: { readonly json: boolean; readonly rawAcls: boolean },
  io: CommandIo,
): Condition | null {
  const { diagnostics, condition, kind } = check(source.text, { kind: 'condition' });
  const opaque = condition === null || rawAcls ? [] : notEvaluable(condition);
  const findings = programFindings(source, [...diagnostics, ...opaque]);
  if (condition !== null && opaque.length === 0) {
    // The formatter is there for spellings.
    showFindings(
      findings.filter(({ severity }) => severity !== 'info'),
      io,
    );
    return condition;
  }
  if (json) {
    const report: CheckReport = {
      ok: false,
      files: [{ file: source.file, kind, diagnostics: findings.map(findingJson) }],
    };
    io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    showFindings(findings, io);
  }
  return null;
}
