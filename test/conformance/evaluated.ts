import type { CheckedProgram, UnknownReason } from '@lamia/lang';
import { isDeepStrictEqual } from 'node:util';
import { isAt } from './found-diagnostics.js';
import { evaluations, explanation, type Evaluation } from './outcome.js';
import { sourceOf, type ProgramVector, type ReasonSpec } from './vector.js';

/** In what way a decision or a score comes to something else than a vector expects, whichever way it is evaluated. */
export function evaluated(checked: CheckedProgram | null, vector: ProgramVector): readonly string[] {
  const { decided, values, unknown, explain = [] } = vector.expect;
  if (decided === undefined && values === undefined && unknown === undefined) return [];
  if (checked === null) return ['it cannot be evaluated'];
  const wrong = evaluations(checked, vector).flatMap((evaluation) => isWrong(evaluation, vector));
  const shown = explain.length === 0 ? '' : explanation(checked, vector);
  const unexplained = explain.filter((text) => !shown.includes(text));
  return [...wrong, ...unexplained.map((text) => `its explanation lacks \`${text}\`:\n${shown}`)];
}

function isWrong({ by, outcome }: Evaluation, vector: ProgramVector): readonly string[] {
  const { decided, result, values, best, unknown } = vector.expect;
  const source = sourceOf(vector.source);
  const reasons = unknown ?? (decided === true ? [] : undefined);
  const isReasoned =
    reasons === undefined ||
    (reasons.length === outcome.unknown.length &&
      reasons.every((wanted, index) => isBecause(source, outcome.unknown[index], wanted)));
  const isRight =
    outcome.kind === 'decision'
      ? values === undefined &&
        outcome.decided === decided &&
        (result === undefined || outcome.result === result)
      : decided === undefined &&
        (values === undefined || isDeepStrictEqual({ ...outcome.values }, values)) &&
        (best === undefined || outcome.best === best);
  return isRight && isReasoned ? [] : [`${by} gives ${JSON.stringify(outcome)}`];
}

function isBecause(source: string, found: UnknownReason | undefined, wanted: ReasonSpec): boolean {
  return (
    found?.cause === wanted.reason &&
    (wanted.read ?? found.read) === found.read &&
    (wanted.detail ?? found.detail) === found.detail &&
    isAt(source, found, wanted)
  );
}
