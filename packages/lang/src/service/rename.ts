import { excerpt } from '../diagnostics/excerpt.js';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.js';
import type { Span } from '../source/span.js';
import { isPlainName } from '../syntax/reserved-words.js';
import { analyse, type Analysis } from './analysis.js';
import { bindingAt, letBindings, type LetBinding } from './bindings.js';

/** A name that can be changed, and where it stands under the cursor. */
export interface Renameable extends Span {
  readonly name: string;
}

/** The edits that change a name everywhere, or why it cannot be that one. */
export type Renaming =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | { readonly kind: 'refused'; readonly message: string };

/** Whether the place has a name of one's own; all others are given by the gateway or by the language. */
export function prepareRename(analysis: Analysis, offset: number): Renameable | null {
  const found = bindingAt(analysis, offset);
  return found === null ? null : { ...found.at, name: found.binding.declaration.name };
}

/** Gives the `let` at a place another name, unless the program would then mean something else. */
export function renameAt(analysis: Analysis, offset: number, name: string): Renaming {
  const found = bindingAt(analysis, offset);
  if (found === null) return refused('only a name that `let` gave can be changed here');
  if (!isPlainName(name)) return refused(notPlain(name));
  const { declaration, uses } = found.binding;
  if (name === declaration.name) return { kind: 'edits', edits: [] };
  const edits = [declaration.nameSpan, ...uses].map(({ start, end }) => ({ start, end, text: name }));
  const problem = clash(analysis, applied(analysis.text, edits), name);
  return problem === null ? { kind: 'edits', edits } : refused(problem);
}

const refused = (message: string): Renaming => ({ kind: 'refused', message });

function notPlain(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
    ? `\`${name}\` is a word of the language: choose another name`
    : `\`${excerpt(name)}\` is no name: write letters, digits and \`_\`, beginning with no digit`;
}

/** The renamed text is read anew: whatever the name would take, or be taken by, shows in its findings or its bindings. */
function clash(before: Analysis, text: string, name: string): string | null {
  const after = analyse(text, before.context);
  const known = new Map<string, number>();
  for (const { code } of errors(before)) known.set(code, (known.get(code) ?? 0) + 1);
  for (const { code, message } of errors(after)) {
    const left = known.get(code) ?? 0;
    if (left === 0) return message;
    known.set(code, left - 1);
  }
  const shape = (bindings: readonly LetBinding[]): string =>
    bindings.map(({ uses }) => uses.length).join(' ');
  return shape(letBindings(before)) === shape(letBindings(after))
    ? null
    : `\`${name}\` already means something else in this program: choose another name`;
}

const errors = ({ diagnostics }: Analysis): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

/** The edits stand in source order and apart. */
function applied(text: string, edits: readonly Edit[]): string {
  let [result, from] = ['', 0];
  for (const { start, end, text: replacement } of edits) {
    result += text.slice(from, start) + replacement;
    from = end;
  }
  return result + text.slice(from);
}
