import { isUsable, type Finding } from '../config/finding.js';
import { errorMessage } from '../errors/error-message.js';
import type { Expected, Refusal } from '../release/control.js';
import { isOutside } from './standalone-error.js';

/** A refusal in words. */
export function refusal(why: Refusal['why'], message: string, findings: readonly Finding[] = []): Refusal {
  return { ok: false, why, message, findings };
}

export function unknownGateway(name: string): Refusal {
  return refusal('unknown', `there is no gateway \`${name}\``);
}

/** What keeps a document from being used; null where nothing does. */
export function unusable(findings: readonly Finding[]): Refusal | null {
  if (isUsable(findings)) return null;
  const errors = findings.filter(({ severity }) => severity === 'error');
  return refusal('invalid', errors.map(({ message }) => message).join('; '), findings);
}

/** Refuses a change that rests on something else than what there is; `revision` is null where there is nothing. */
export function staleness(name: string, expected: Expected, revision: string | null): Refusal | null {
  if (expected === null) return null;
  if (expected === 'none') {
    return revision === null ? null : refusal('stale', `there is a gateway \`${name}\` already`);
  }
  if (revision === expected.revision) return null;
  return refusal(
    'stale',
    revision === null
      ? `the gateway \`${name}\` is gone`
      : `the gateway \`${name}\` was changed in between; read it again and decide anew`,
  );
}

/** Does something, and turns what the world refuses into a refusal. */
export async function orOutside<Result>(work: () => Promise<Result>): Promise<Result | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (!isOutside(error)) throw error;
    return refusal('outside', errorMessage(error));
  }
}
