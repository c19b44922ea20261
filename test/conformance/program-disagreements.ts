import { check, format, parse, type CheckResult } from '@lamia/lang';
import { evaluated } from './evaluated.js';
import { diagnosed, list, type Found } from './found-diagnostics.js';
import { matched } from './matched.js';
import { ruled } from './ruled.js';
import { sourceOf, type Expectation, type ProgramVector, type VectorFile } from './vector.js';
import { checkOptions } from './world.js';

/** In what way the implementation does not do what a vector of one program expects. */
export function programDisagreements(vector: ProgramVector, file: VectorFile): readonly string[] {
  const { expect } = vector;
  const source = sourceOf(vector.source);
  const result = check(source, checkOptions(vector, file));
  const found = result.diagnostics.map((diagnostic): Found => ({ source, diagnostic, route: null }));
  const mayRemark = expect.accepted !== undefined || expect.reports !== undefined;
  return [
    ...syntax(source, expect),
    ...(expect.kind === undefined || expect.kind === result.kind ? [] : [`it is a ${String(result.kind)}`]),
    ...diagnosed(found, expect, mayRemark),
    ...meaning(result, vector),
    ...formatted(source, vector, file),
  ];
}

function syntax(source: string, { accepted }: Expectation): readonly string[] {
  if (accepted === undefined) return [];
  const errors = parse(source).diagnostics.filter(({ severity }) => severity === 'error');
  if (accepted === (errors.length === 0)) return [];
  const shown = errors.map((diagnostic): Found => ({ source, diagnostic, route: null }));
  return [accepted ? `it is not accepted: ${list(shown)}` : 'it is accepted'];
}

/** What a program does: a decision or score to metrics, a condition to a request and as rules. */
function meaning({ checked, condition }: CheckResult, vector: ProgramVector): readonly string[] {
  return [...evaluated(checked, vector), ...matched(condition, vector), ...ruled(condition, vector)];
}

/** The canonical text is the one expected, is its own canonical text, and means what the source means. */
function formatted(source: string, vector: ProgramVector, file: VectorFile): readonly string[] {
  const { expect } = vector;
  const { text } = format(source);
  const wrong =
    expect.format === undefined || text?.trimEnd() === expect.format || text === expect.format
      ? []
      : [`its canonical text is ${String(text)}`];
  if (text === null) return wrong;
  const again = format(text).text;
  const unstable = again === text ? [] : [`the canonical text of its canonical text is ${String(again)}`];
  const result = check(text, checkOptions(vector, file));
  const differences = meaning(result, { ...vector, source: text, expect: withoutPlaces(expect) });
  return [...wrong, ...unstable, ...differences.map((difference) => `once formatted, ${difference}`)];
}

/** Formatting moves things. */
function withoutPlaces(expect: Expectation): Expectation {
  const { unknown } = expect;
  if (unknown === undefined) return expect;
  return { ...expect, unknown: unknown.map(({ at: _at, start: _start, ...reason }) => reason) };
}
