import { STATUS_CODES } from 'node:http';
import type * as Type from 'typebox';
import type { Finding } from '../config/finding.js';
import { findingJson } from '../cli/findings.js';
import type { PROBLEM } from './schema/problem.js';

/** A problem document (RFC 9457): why a request was refused, with nothing changed. */
export type Problem = Type.Static<typeof PROBLEM>;

/** @param detail one sentence for people; what the caller wrote in backticks */
export function problem(status: number, detail: string, findings: readonly Finding[] = []): Problem {
  return problemWith(
    status,
    detail,
    findings.map((finding) => ({ file: finding.source.file, ...findingJson(finding) })),
  );
}

/** The same where what was found is JSON already. */
export function problemWith(
  status: number,
  detail: string,
  diagnostics: NonNullable<Problem['diagnostics']>,
): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    ...(diagnostics.length === 0 ? {} : { diagnostics }),
  };
}
