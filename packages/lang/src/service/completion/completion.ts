import type { Span } from '../../source/span.js';
import { isPlainName } from '../../syntax/reserved-words.js';
import { quote } from '../../syntax/string-literal.js';
import { GLOSSARY } from '../glossary.js';
import type { Place } from '../place/place.js';

/** What a completion is, for the picture beside it. */
export type CompletionKind =
  | 'keyword'
  | 'version'
  | 'metric'
  | 'statistic'
  | 'function'
  | 'let'
  | 'field'
  | 'field-name'
  | 'test'
  | 'operator'
  | 'label'
  | 'text'
  | 'unit'
  | 'duration';

/** Something that may stand at the cursor. */
export interface Completion {
  /** What is shown, and what the typed word is compared with. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label, such as the unit of a metric. */
  readonly detail: string | null;
  /** Markdown. */
  readonly documentation: string | null;
  /** Goes in the place of `span`. A snippet has places to fill in, `${1:name}` and `$0`. */
  readonly insert: { readonly form: 'text' | 'snippet'; readonly text: string };
  /** Holds the cursor. */
  readonly span: Span;
  /** Completions are listed in the order of these texts. */
  readonly sortText: string;
}

/** A completion before its place is known. A name stands in quotes where it has to, and is the only thing offered inside of some. */
export interface Proposal {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string | null;
  readonly documentation?: string | null;
  readonly insert:
    | { readonly form: 'text' | 'snippet'; readonly text: string }
    | { readonly form: 'name'; readonly mayBeBare: boolean };
}

/** A word of the language; `snippet` is what it begins. */
export function wordProposal(
  label: string,
  snippet: string | null = null,
  kind: CompletionKind = 'keyword',
): Proposal {
  const documentation = GLOSSARY.get(label.split(' ')[0] ?? '') ?? null;
  const insert =
    snippet === null
      ? ({ form: 'text', text: label } as const)
      : ({ form: 'snippet', text: snippet } as const);
  return { label, kind, documentation, insert };
}

/** Proposals in the order in which they are to be listed, each once, as they fit the place and what follows it in the text. */
export function completions(
  proposals: readonly Proposal[],
  place: Place,
  source: string,
): readonly Completion[] {
  const following = /\S/.exec(/^[^\r\n]*/.exec(source.slice(place.span.end))?.[0] ?? '')?.[0] ?? '';
  const seen = new Set<string>();
  return proposals
    .filter(({ insert }) => place.quotes === null || insert.form === 'name')
    .filter(({ label, kind }) => !seen.has(`${kind} ${label}`) && seen.add(`${kind} ${label}`))
    .map(({ label, kind, detail = null, documentation = null, insert }, index) => ({
      ...{ label, kind, detail, documentation },
      insert:
        insert.form === 'name'
          ? { form: 'text', text: nameText(label, insert, place) }
          : goesOnWith(insert.text, label, following)
            ? { form: 'text', text: label }
            : insert,
      span: place.span,
      sortText: String(index).padStart(4, '0'),
    }));
}

/** Whether what a snippet writes after its word stands there already: a word is then put in the place of another. */
function goesOnWith(snippet: string, label: string, following: string): boolean {
  if (!snippet.startsWith(label)) return false;
  const [first = ''] = /\S/.exec(snippet.slice(label.length)) ?? [];
  if (first === '"') return /["']/.test(following);
  if (first === '=') return /[=!]/.test(following);
  return first === '(' && following === '(';
}

function nameText(name: string, { mayBeBare }: { readonly mayBeBare: boolean }, { quotes }: Place): string {
  if (quotes === null) return mayBeBare && isPlainName(name) ? name : quote(name);
  const content = quote(name).slice(1, -1);
  const text = quotes.mark === "'" ? content.replaceAll("'", "\\'") : content;
  return quotes.isOpen ? `${text}${quotes.mark}` : text;
}
