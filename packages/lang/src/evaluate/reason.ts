import type { CheckedProgram } from '../check/checked.js';
import type { Span } from '../source/span.js';
import type { Expression } from '../syntax/ast.js';
import { readText } from './read-text.js';
import type { ReadKey } from './read.js';
import type { Sample, UnknownCause, UnknownReason } from './value.js';

/** A reason at a place: `read` names what is unknown, `detail` is for people. */
export function reason(read: string, cause: UnknownCause, place: Span, detail?: string): UnknownReason {
  const { start, end } = place;
  return detail === undefined ? { read, cause, start, end } : { read, cause, detail, start, end };
}

/** Why a read is unknown. `scored` is the label of the scored version, null in a decision. */
export function readReason(
  read: ReadKey,
  place: Span,
  sample: Extract<Sample, { readonly known: false }>,
  scored: string | null,
): UnknownReason {
  return reason(boundText(read, scored), sample.cause, place, sample.detail);
}

/** Why `atLeast` gives nothing yet. */
export function tooFew(text: string, place: Span, has: number, needs: number): UnknownReason {
  return reason(text, 'too-few', place, `has ${has}, needs ${needs}`);
}

/** What an expression looks like in its source, on one line. */
export function sourceText(source: string, place: Span): string {
  return source.slice(place.start, place.end).replace(/\s+/g, ' ');
}

/** How a reason names an expression: a read by its canonical text, anything else as the author wrote it. */
export function expressionText(
  checked: CheckedProgram,
  expression: Expression,
  scored: string | null,
): string {
  const slot = slotOf(checked, expression);
  const read = slot === null ? undefined : checked.reads[slot];
  return read === undefined ? sourceText(checked.source, expression) : boundText(read, scored);
}

/** A read of the scored version names the version at hand; a read of a role stays as the author wrote it. */
function boundText(read: ReadKey, scored: string | null): string {
  return read.kind === 'metric' && read.version.form === 'scored' ? readText(read, scored) : readText(read);
}

/** The input that an expression reads; null for one that is no read. */
function slotOf(checked: CheckedProgram, expression: Expression): number | null {
  if (expression.kind === 'Read' || expression.kind === 'PromqlRead')
    return checked.slots.get(expression) ?? null;
  if (expression.kind !== 'Name') return null;
  const meaning = checked.names.get(expression);
  return meaning?.kind === 'read' ? meaning.slot : null;
}

/**
 * The union of sets of reasons: each once, in source order. The same input that blocks at two places blocks once, at the
 * first.
 */
export function unite(...sets: readonly (readonly UnknownReason[])[]): readonly UnknownReason[] {
  const ordered = sets.flat().sort((first, second) => first.start - second.start || first.end - second.end);
  const seen = new Set<string>();
  return ordered.filter(({ read, cause, detail }) => {
    const key = `${cause}\n${detail ?? ''}\n${read}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
