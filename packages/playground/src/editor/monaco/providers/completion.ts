import { languageService, type Completion, type CompletionKind, type Span } from '@lamia/lang';
import { placeAt } from '../contexts.js';
import { languages, type editor } from '../monaco.js';
import { rangeOf } from '../positions.js';

const { CompletionItemKind: Kind, CompletionItemInsertTextRule: Rule } = languages;

const PICTURES: Readonly<Record<CompletionKind, languages.CompletionItemKind>> = {
  keyword: Kind.Keyword,
  version: Kind.EnumMember,
  metric: Kind.Field,
  statistic: Kind.Property,
  function: Kind.Function,
  let: Kind.Variable,
  field: Kind.Interface,
  'field-name': Kind.Property,
  test: Kind.Operator,
  operator: Kind.Operator,
  label: Kind.Property,
  text: Kind.Value,
  unit: Kind.Unit,
  duration: Kind.Value,
};

const OPENS_WORDS: ReadonlySet<string> = new Set([' ', '{']);
/** After those only names and texts come by themselves: a list of words would take the next key for a choice. */
const COMES_AFTER_BLANK: ReadonlySet<CompletionKind> = new Set([
  'version',
  'metric',
  'statistic',
  'field-name',
  'test',
  'label',
  'text',
  'unit',
  'duration',
]);

export const completion: languages.CompletionItemProvider = {
  triggerCharacters: [' ', '{', '"', "'", '.'],
  provideCompletionItems: (model, position, { triggerCharacter }) => {
    const place = placeAt(model, position);
    if (place === null) return { suggestions: [] };
    const { part, offset } = place;
    const found = languageService.completionsAt(part.analysis, offset);
    if (OPENS_WORDS.has(triggerCharacter ?? '') && !found.every(({ kind }) => COMES_AFTER_BLANK.has(kind))) {
      return { suggestions: [] };
    }
    return {
      suggestions: found.flatMap((item) => {
        // The file may write that part, or what would be put there, in another way: then it cannot be edited so.
        const [span, insertText] = [part.editable(item.span), part.written(item.insert.text)];
        return span === null || insertText === null ? [] : [suggestion(model, item, span, insertText)];
      }),
    };
  },
};

const HAS_KNOWN_TEXTS: ReadonlySet<CompletionKind> = new Set(['field', 'label', 'operator']);

function suggestion(
  model: editor.ITextModel,
  item: Completion,
  span: Span,
  insertText: string,
): languages.CompletionItem {
  return {
    label: item.detail === null ? item.label : { label: item.label, description: item.detail },
    kind: PICTURES[item.kind],
    insertText,
    filterText: item.label,
    sortText: item.sortText,
    range: rangeOf(model, span),
    ...(item.detail === null ? {} : { detail: item.detail }),
    ...(item.documentation === null ? {} : { documentation: { value: item.documentation } }),
    ...(item.insert.form === 'snippet' ? { insertTextRules: Rule.InsertAsSnippet } : {}),
    ...(goesOn(item) ? { command: { id: 'editor.action.triggerSuggest', title: 'go on' } } : {}),
  };
}

/** Whether what was chosen ends where the next is chosen. */
function goesOn({ insert, kind }: Completion): boolean {
  return (
    insert.form === 'snippet' &&
    (insert.text.endsWith(' ') || (HAS_KNOWN_TEXTS.has(kind) && insert.text.endsWith('"')))
  );
}
