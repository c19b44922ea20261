import type { Span } from '../source/span.js';
import type { DiagnosticSink } from '../diagnostics/diagnostic.js';
import { durationText } from '../syntax/duration.js';
import type { CountWindow, NumberType } from './type.js';
import { BYTES, RATIO, sameUnit, SECONDS, unitText } from './unit.js';

/** Two numbers that stand side by side in a sum, a comparison or a function, and where each is written. */
export interface Side extends Span {
  readonly type: NumberType;
  /** As written, to offer a mended text. */
  readonly text: string;
}

/**
 * The type that two sides share, reporting where they do not agree. There, and only there, a bare literal takes the other side's
 * unit.
 */
export function agree(left: Side, right: Side, whole: Span, report: DiagnosticSink): NumberType {
  const [a, b] = [left.type, right.type];
  if (a.bare && b.bare) return { ...a, constant: null };
  if (a.bare || b.bare) {
    const [literal, measured] = a.bare ? [left, right] : [right, left];
    adoptUnit(literal, measured.type, report);
    return { ...measured.type, constant: null };
  }
  checkWindows(a.window, b.window, whole, report);
  if (a.unit !== 'open' && b.unit !== 'open' && !sameUnit(a.unit, b.unit)) {
    report({
      code: 'unit-mismatch',
      severity: 'error',
      message: `\`${left.text}\` is in ${unitName(a)}, \`${right.text}\` in ${unitName(b)}: both sides must have one unit`,
      start: whole.start,
      end: whole.end,
    });
  }
  const unit = a.unit === 'open' ? b.unit : a.unit;
  return { kind: 'number', unit, window: a.window ?? b.window, bare: false, constant: null };
}

/** Counts carry their window: those of different ones may not be added, compared or divided. */
export function checkWindows(
  left: CountWindow,
  right: CountWindow,
  whole: Span,
  report: DiagnosticSink,
): void {
  if (left === null || right === null || left === right) return;
  const [a, b] = [windowName(left), windowName(right)];
  const wanted = left === 'default' ? right : left;
  const wayOut = typeof wanted === 'number' ? `: write \`over ${durationText(wanted)}\` after each` : '';
  report({
    code: 'mixed-windows',
    severity: 'error',
    message: `one side counts over ${a}, the other over ${b}${wayOut}`,
    start: whole.start,
    end: whole.end,
  });
}

function windowName(window: number | 'default'): string {
  return window === 'default' ? "the gateway's window" : durationText(window);
}

export function unitName(type: NumberType): string {
  return type.unit === 'open' ? 'an unknown unit' : unitText(type.unit);
}

/** Base units that a bare number beside them is probably not meant in, and what was probably meant. */
const NEEDS_UNIT = [
  { unit: SECONDS, word: 'seconds', literal: (value: number) => `${value}ms` },
  { unit: BYTES, word: 'bytes', literal: (value: number) => `${value}B` },
] as const;

const wordFor = (value: number, plural: string | undefined): string | undefined =>
  value === 1 ? plural?.slice(0, -1) : plural;

function adoptUnit(literal: Side, measured: NumberType, report: DiagnosticSink): void {
  const { unit } = measured;
  const value = literal.type.constant;
  if (unit === 'open' || value === 0) return;
  const place = { start: literal.start, end: literal.end };
  const hasTimeOrSize = unit.B !== 0 || (unit.s !== 0 && unit.count === 0);
  if (value === null) {
    if (!hasTimeOrSize) return;
    const message = `\`${literal.text}\` beside ${unitText(unit)} is made of numbers without a unit: write their unit, as in \`250ms\` or \`64KiB\``;
    report({ code: 'bare-literal', severity: 'error', message, ...place });
  } else if (hasTimeOrSize) {
    const meant = NEEDS_UNIT.find((row) => sameUnit(row.unit, unit));
    const text = meant?.literal(value);
    const wayOut = text === undefined ? 'write it as a product of units' : `did you mean \`${text}\`?`;
    report({
      code: 'bare-literal',
      severity: 'error',
      message: `\`${literal.text}\` beside ${unitText(unit)} would mean ${value} ${wordFor(value, meant?.word) ?? unitText(unit)}: ${wayOut}`,
      ...place,
      ...(text === undefined ? {} : { fixes: [{ title: `write ${text}`, edits: [{ ...place, text }] }] }),
    });
  } else if (sameUnit(unit, RATIO) && value > 1) {
    const text = `${value}%`;
    report({
      code: 'ratio-literal',
      severity: 'warning',
      message: `\`${literal.text}\` beside a ratio is more than all of it: did you mean \`${text}\`?`,
      ...place,
      fixes: [{ title: `write ${text}`, edits: [{ ...place, text }] }],
    });
  }
}
