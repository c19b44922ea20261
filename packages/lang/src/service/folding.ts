import type { Span } from '../source/span.js';
import type { Comment } from '../syntax/lexer/tokenize.js';
import { visit } from '../syntax/visitor.js';
import type { Analysis } from './analysis.js';

/** A part that can be hidden behind its first line. */
export interface FoldingRange extends Span {
  readonly kind: 'block' | 'comment';
}

/** Blocks and comments of several lines, in source order. */
export function foldingRanges({ text, program, comments }: Analysis): readonly FoldingRange[] {
  const blocks: FoldingRange[] = [];
  visit(program, { Block: ({ start, end }) => blocks.push({ kind: 'block', start, end }) });
  const ranges = [...blocks, ...commentRuns(text, comments)];
  return ranges
    .filter(({ start, end }) => /[\n\r]/.test(text.slice(start, end)))
    .sort((left, right) => left.start - right.start);
}

/** Comments with nothing but white space between them are one. */
function commentRuns(text: string, comments: readonly Comment[]): readonly FoldingRange[] {
  const runs: FoldingRange[] = [];
  for (const { start, end } of comments) {
    const last = runs.at(-1);
    if (last !== undefined && text.slice(last.end, start).trim() === '') {
      runs[runs.length - 1] = { ...last, end };
    } else {
      runs.push({ kind: 'comment', start, end });
    }
  }
  return runs;
}
