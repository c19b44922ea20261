import type { Span } from '@lamia/lang';
import type { editor, IRange } from './monaco.js';

/** Monaco counts lines and columns from 1, and the language offsets from 0, both in UTF-16 code units. */
export function rangeOf(model: editor.ITextModel, { start, end }: Span): IRange {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(end);
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

export function spanOf(model: editor.ITextModel, range: IRange): Span {
  return {
    start: model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
    end: model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
  };
}
