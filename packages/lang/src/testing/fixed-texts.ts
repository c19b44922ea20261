import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** What a source becomes by each of a diagnostic's fixes. */
export function fixedTexts(source: string, { fixes = [] }: Diagnostic): readonly string[] {
  return fixes.map(({ edits }) =>
    [...edits]
      .sort((left, right) => right.start - left.start)
      .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source),
  );
}
