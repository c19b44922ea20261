import { unitText } from '../check/unit.js';
import { numberText } from '../evaluate/number-text.js';
import { causeText } from '../evaluate/reason-text.js';
import { ownReasons, type ExpressionTrace, type StatementTrace } from '../evaluate/trace.js';
import type { Sample } from '../evaluate/value.js';
import type { Span } from '../source/span.js';
import type { Binary, Expression, Name, PromqlRead, Read } from '../syntax/ast.js';
import { visit } from '../syntax/visitor.js';
import type { Analysis } from './analysis.js';
import { currentSample, evaluations } from './evaluation.js';

/** A current value, shown after the text it belongs to. */
export interface InlayHint {
  readonly offset: number;
  readonly label: string;
}

/**
 * Within a part of the text, the current values of reads and what comparisons make of them. A score has those of the
 * candidate, or of the first version.
 */
export function inlayHints(analysis: Analysis, within?: Span): readonly InlayHint[] {
  const { context, program } = analysis;
  if (context.sampleOf === undefined) return [];
  const scored = analysis.kind === 'score' ? (context.candidate ?? context.versions?.[0] ?? null) : null;
  const values: InlayHint[] = [];
  const ofRead = (node: Name | Read | PromqlRead): void => {
    const label = readLabel(analysis, node, scored);
    if (label !== null) values.push({ offset: node.end, label });
  };
  const outcomes = comparisonLabels(analysis, scored);
  const compared: InlayHint[] = [];
  const ofBinary = ({ start, end }: Binary): void => {
    const label = outcomes.get(`${start} ${end}`);
    if (label !== undefined) compared.push({ offset: end, label });
  };
  visit(program, { Name: ofRead, Read: ofRead, PromqlRead: ofRead, Binary: ofBinary });
  // A comparison that ends in a read says what it made of the value after the value.
  return [...values, ...compared]
    .filter(({ offset }) => within === undefined || (within.start <= offset && offset <= within.end))
    .sort((left, right) => left.offset - right.offset);
}

function readLabel(
  { context, meaning }: Analysis,
  node: Name | Read | PromqlRead,
  scored: string | null,
): string | null {
  const slot =
    node.kind === 'Name'
      ? slotOfName(meaning.resolution.names.get(node))
      : meaning.resolution.slots.get(node);
  const read = slot === undefined ? undefined : meaning.resolution.reads[slot];
  const sample = read === undefined ? null : currentSample(context, read, scored);
  return sample === null ? null : `= ${sampleText(sample, unitOf(meaning.types, node))}`;
}

const slotOfName = (
  meaning: ReturnType<Analysis['meaning']['resolution']['names']['get']>,
): number | undefined => (meaning?.kind === 'read' ? meaning.slot : undefined);

function sampleText(sample: Sample, unit: string | undefined): string {
  if (!sample.known) return `unknown: ${causeText(sample.cause)}`;
  return `${sample.assumed === true ? 'assumed ' : ''}${numberText(sample.value, unit)}`;
}

function unitOf(types: Analysis['meaning']['types'], node: Expression): string | undefined {
  const type = types.get(node);
  return type?.kind === 'number' && type.unit !== 'open' ? unitText(type.unit) : undefined;
}

const COMPARISON = /^(?:==|!=|<=?|>=?)$/;

/** By place, what each comparison that was evaluated came to. */
function comparisonLabels(analysis: Analysis, scored: string | null): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const comparisons = new Set<string>();
  visit(analysis.program, {
    Binary: ({ operator, start, end }) => {
      if (COMPARISON.test(operator)) comparisons.add(`${start} ${end}`);
    },
  });
  if (comparisons.size === 0) return labels;
  const trace = evaluations(analysis).find((one) => one.kind === 'decision' || one.version === scored);
  const enter = (expression: ExpressionTrace): void => {
    const place = `${expression.start} ${expression.end}`;
    const label = comparisons.has(place) ? comparisonLabel(expression) : null;
    if (label !== null) labels.set(place, label);
    expression.children.forEach(enter);
  };
  trace?.tree.statements.flatMap(expressionsOf).forEach(enter);
  return labels;
}

function comparisonLabel(expression: ExpressionTrace): string | null {
  const { value } = expression;
  if (value.kind === 'boolean') {
    return `→ ${String(value.value)}${sidesText(expression.children)}`;
  }
  if (value.kind !== 'unknown') return null;
  const [reason] = [...ownReasons(expression), ...value.reasons];
  return reason === undefined ? '→ unknown' : `→ unknown: ${reason.read} ${causeText(reason.cause)}`;
}

/** What was compared, where a side was computed: a read says its own value, and a literal is its own. */
function sidesText(sides: readonly ExpressionTrace[]): string {
  if (sides.every(({ children }) => children.length === 0)) return '';
  const texts = sides.map(({ value, unit }) =>
    value.kind === 'number' ? numberText(value.value, unit) : '?',
  );
  return `: ${texts.join(' and ')}`;
}

function expressionsOf(statement: StatementTrace): readonly ExpressionTrace[] {
  if (statement.kind !== 'if') return [statement.value];
  return [
    ...statement.branches.flatMap(({ condition, statements }) => [
      condition,
      ...statements.flatMap(expressionsOf),
    ]),
    ...(statement.otherwise?.statements.flatMap(expressionsOf) ?? []),
  ];
}
