import type { Diagnostic, Fix, Severity } from '@lamia/lang';
import type { ConfigurationCode } from './codes.js';
import type { Place, SourceText } from './place.js';

/** One finding about what a user wrote, at its place in the file. */
export interface Finding extends Place {
  readonly code: ConfigurationCode | Diagnostic['code'];
  readonly severity: Severity;
  /** One lower-case sentence without a final period, user input in backticks. */
  readonly message: string;
  /** Other places that explain it, possibly in other files. */
  readonly related?: readonly RelatedFinding[];
  /** Ways out that can be applied to the same file as they stand. */
  readonly fixes?: readonly Fix[];
}

export interface RelatedFinding extends Place {
  readonly message: string;
}

type Extra = Partial<Pick<Finding, 'related' | 'fixes'>>;

/** What a finding adds to its place, code and message. */
export function finding(
  severity: Severity,
  place: Place,
  code: Finding['code'],
  message: string,
  extra: Extra = {},
): Finding {
  return { ...place, code, severity, message, ...extra };
}

/** Collects findings while a file is read; it never stops the reading. */
export class Findings {
  readonly #list: Finding[] = [];

  get list(): readonly Finding[] {
    return this.#list;
  }

  add(...findings: readonly Finding[]): void {
    this.#list.push(...findings);
  }

  error(place: Place, code: ConfigurationCode, message: string, extra?: Extra): void {
    this.add(finding('error', place, code, message, extra));
  }

  warning(place: Place, code: ConfigurationCode, message: string, extra?: Extra): void {
    this.add(finding('warning', place, code, message, extra));
  }

  info(place: Place, code: ConfigurationCode, message: string, extra?: Extra): void {
    this.add(finding('info', place, code, message, extra));
  }
}

/** True when nothing in the list keeps the configuration from being used. */
export function isUsable(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}

/** Findings in the order of the files and of the places in them, each once: a policy of two gateways is read twice. */
export function inOrder(findings: readonly Finding[], sources: readonly SourceText[]): readonly Finding[] {
  const rank = new Map(sources.map(({ file }, index) => [file, index]));
  const order = ({ source }: Finding): number => rank.get(source.file) ?? sources.length;
  const seen = new Set<string>();
  return findings
    .filter(({ source, start, end, code, message }) => {
      const key = JSON.stringify([source.file, start, end, code, message]);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .sort((left, right) => order(left) - order(right) || left.start - right.start || left.end - right.end);
}
