import type { Comment } from './lexer/tokenize.js';

/** Hands out comments in source order, each once. */
export interface CommentCursor {
  /** Those that begin before an offset. */
  before(offset: number): readonly Comment[];
  /** Those that begin on the line on which the text at an offset ends, with nothing but comments between. */
  onLineOf(offset: number): readonly Comment[];
}

export function commentCursor(source: string, comments: readonly Comment[]): CommentCursor {
  let next = 0;
  const take = (wanted: (comment: Comment) => boolean): readonly Comment[] => {
    const first = next;
    for (let comment = comments[next]; comment !== undefined && wanted(comment); comment = comments[next])
      next += 1;
    return comments.slice(first, next);
  };
  return {
    before: (offset) => take((comment) => comment.start < offset),
    onLineOf: (offset) => {
      let end = offset;
      return take((comment) => {
        const isHere = endOfBlanks(source, end) === comment.start;
        // Nothing may follow a line comment on its line, and a block comment may itself end on a later line.
        const endsBefore = end !== offset && source.slice(offset, end).includes('\n');
        end = comment.end;
        return isHere && !endsBefore;
      });
    },
  };
}

/** Blanks without a line break, and the semicolon that may follow a final expression. */
const BLANKS = /[^\S\n\r]*(?:;[^\S\n\r]*)?/y;

function endOfBlanks(source: string, offset: number): number {
  BLANKS.lastIndex = offset;
  return offset + (BLANKS.exec(source)?.[0].length ?? 0);
}
