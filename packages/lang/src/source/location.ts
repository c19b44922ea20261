/** A place for people: both count from 1; the column counts UTF-16 code units. */
export interface Location {
  readonly line: number;
  readonly column: number;
}

const LINE_BREAK = /\r\n|\n|\r/g;

/** Where an offset stands. Offsets beyond the text are at its end. */
export function locate(source: string, offset: number): Location {
  const { line, start } = lineAt(source, offset);
  return { line, column: Math.min(offset, source.length) - start + 1 };
}

/** The text of the line on which an offset stands, without its line break. */
export function lineText(source: string, offset: number): string {
  const { start } = lineAt(source, offset);
  LINE_BREAK.lastIndex = start;
  return source.slice(start, LINE_BREAK.exec(source)?.index);
}

/** The number of an offset's line, from 1, and the offset at which the line begins. */
function lineAt(source: string, offset: number): { readonly line: number; readonly start: number } {
  let line = 1;
  let start = 0;
  LINE_BREAK.lastIndex = 0;
  while (LINE_BREAK.exec(source) !== null && LINE_BREAK.lastIndex <= offset) {
    line += 1;
    start = LINE_BREAK.lastIndex;
  }
  return { line, start };
}
