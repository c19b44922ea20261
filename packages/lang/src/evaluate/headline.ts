import { locate } from '../source/location.js';
import { numberText } from './number-text.js';
import { reasonText } from './reason-text.js';
import type { DecisionTrace, ScoreTrace } from './trace.js';
import type { UnknownReason } from './value.js';

/** The outcome and why, in one sentence: `version2, because the condition at 1:5 is true: 1 > 0.96`. */
export function headline(trace: DecisionTrace | ScoreTrace): string {
  switch (trace.kind) {
    case 'decision': {
      const { decided, result, unknown } = trace.decision;
      return decided
        ? `${result ?? 'hold'}, ${grounds(trace)}`
        : `undecided, because ${blockers(trace.source, unknown)}`;
    }
    case 'score': {
      const { score, version, source } = trace;
      return score.known
        ? `${version} scores ${numberText(score.value, trace.tree.value?.unit)}`
        : `${version} has no score, because ${blockers(source, score.unknown)}`;
    }
  }
}

function grounds({ source, tree }: DecisionTrace): string {
  if (tree.because.length === 0) return 'without a condition';
  const texts = tree.because.map(
    ({ start, holds, text }) => `the condition at ${place(source, start)} is ${String(holds)}: ${text}`,
  );
  return `because ${texts.join(', and ')}`;
}

function blockers(source: string, unknown: readonly UnknownReason[]): string {
  return unknown.map((reason) => `${reasonText(reason)} (${place(source, reason.start)})`).join(', and ');
}

/** Line and column, from 1. */
export function place(source: string, offset: number): string {
  const { line, column } = locate(source, offset);
  return `${line}:${column}`;
}
