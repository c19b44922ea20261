import { check, format, parse, type CheckedProgram, type Diagnostic, type UnknownReason } from '@lamia/lang';
import { isDeepStrictEqual } from 'node:util';
import { evaluations, explanation, type Evaluation } from './outcome.js';
import {
  sourceOf,
  type DiagnosticSpec,
  type Expectation,
  type ReasonSpec,
  type Vector,
  type VectorFile,
} from './vector.js';
import { checkOptions } from './world.js';

/** Everything in which the implementation does not do what a vector expects, for people; empty where it conforms. */
export function disagreements(vector: Vector, file: VectorFile): readonly string[] {
  const { expect } = vector;
  const source = sourceOf(vector);
  const { kind, diagnostics, checked } = check(source, checkOptions(vector, file));
  return [
    ...syntax(source, expect),
    ...(expect.kind === undefined || expect.kind === kind ? [] : [`it is a ${String(kind)}`]),
    ...diagnosed(source, diagnostics, expect),
    ...evaluated(checked, vector),
    ...formatted(source, vector, file),
  ];
}

function syntax(source: string, { accepted }: Expectation): readonly string[] {
  if (accepted === undefined) return [];
  const errors = parse(source).diagnostics.filter(({ severity }) => severity === 'error');
  if (accepted === (errors.length === 0)) return [];
  return [accepted ? `it is not accepted: ${list(source, errors)}` : 'it is accepted'];
}

function diagnosed(source: string, found: readonly Diagnostic[], expect: Expectation): readonly string[] {
  const { diagnostics, reports = [] } = expect;
  const missing = reports
    .filter((wanted) => !found.some((diagnostic) => fits(source, diagnostic, wanted)))
    .map((wanted) => `it does not report ${JSON.stringify(wanted)} but ${list(source, found)}`);
  if (diagnostics === undefined) {
    if (expect.accepted !== undefined || expect.reports !== undefined) return missing;
    const unasked = found.filter(({ severity }) => severity !== 'info');
    return unasked.length === 0 ? missing : [...missing, `it reports ${list(source, unasked)}`];
  }
  const isAsked =
    found.length === diagnostics.length &&
    diagnostics.every((wanted, index) => {
      const diagnostic = found[index];
      return diagnostic !== undefined && fits(source, diagnostic, wanted);
    });
  return isAsked ? missing : [...missing, `it reports ${list(source, found)}`];
}

function fits(source: string, found: Diagnostic, wanted: DiagnosticSpec): boolean {
  return (
    found.code === wanted.code &&
    (wanted.severity ?? found.severity) === found.severity &&
    isAt(source, found, wanted) &&
    (wanted.mentions ?? []).every((text) => found.message.includes(text)) &&
    (wanted.fixed ?? []).every((text) => fixedTexts(source, found).includes(text))
  );
}

function isAt(
  source: string,
  found: { readonly start: number; readonly end: number },
  wanted: { readonly at?: string; readonly start?: number },
): boolean {
  const { at = source.slice(found.start, found.end), start = found.start } = wanted;
  return source.slice(found.start, found.end) === at && found.start === start;
}

/** What the source becomes by each of a diagnostic's fixes. */
function fixedTexts(source: string, { fixes = [] }: Diagnostic): readonly string[] {
  return fixes.map(({ edits }) =>
    [...edits]
      .sort((left, right) => right.start - left.start)
      .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source),
  );
}

function evaluated(checked: CheckedProgram | null, vector: Vector): readonly string[] {
  const { decided, values, unknown, explain = [] } = vector.expect;
  if (decided === undefined && values === undefined && unknown === undefined) return [];
  if (checked === null) return ['it cannot be evaluated'];
  const wrong = evaluations(checked, vector).flatMap((evaluation) => isWrong(evaluation, vector));
  const shown = explain.length === 0 ? '' : explanation(checked, vector);
  const unexplained = explain.filter((text) => !shown.includes(text));
  return [...wrong, ...unexplained.map((text) => `its explanation lacks \`${text}\`:\n${shown}`)];
}

function isWrong({ by, outcome }: Evaluation, vector: Vector): readonly string[] {
  const { decided, result, values, best, unknown } = vector.expect;
  const source = sourceOf(vector);
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

/** The canonical text is the one expected, is its own canonical text, and means what the source means. */
function formatted(source: string, vector: Vector, file: VectorFile): readonly string[] {
  const { expect } = vector;
  const { text } = format(source);
  const wrong =
    expect.format === undefined || text?.trimEnd() === expect.format || text === expect.format
      ? []
      : [`its canonical text is ${String(text)}`];
  if (text === null) return wrong;
  const again = format(text).text;
  const unstable = again === text ? [] : [`the canonical text of its canonical text is ${String(again)}`];
  const { checked } = check(text, checkOptions(vector, file));
  const meaning = evaluated(checked, { ...vector, source: text, expect: withoutPlaces(expect) });
  return [...wrong, ...unstable, ...meaning.map((difference) => `once formatted, ${difference}`)];
}

/** Formatting moves things. */
function withoutPlaces(expect: Expectation): Expectation {
  const { unknown } = expect;
  if (unknown === undefined) return expect;
  return { ...expect, unknown: unknown.map(({ at: _at, start: _start, ...reason }) => reason) };
}

function list(source: string, diagnostics: readonly Diagnostic[]): string {
  const shown = diagnostics.slice(0, 12).map(({ code, severity, message, ...place }) => {
    const fixes = fixedTexts(source, { code, severity, message, ...place }).map(
      (text) => ` → ${text.slice(0, 200)}`,
    );
    const at = source.slice(place.start, place.end).slice(0, 80);
    return `${severity} ${code} at ${place.start} \`${at}\` (${message})${fixes.join('')}`;
  });
  return shown.length === 0 ? 'nothing' : shown.join('; ');
}
