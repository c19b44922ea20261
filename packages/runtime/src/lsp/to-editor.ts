import type {
  Completion,
  CompletionKind,
  Edit,
  ProgramPart,
  SemanticTokenType,
  Severity,
  Span,
} from '@lamia/lang';
import { CompletionItemKind, DiagnosticSeverity, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { CompletionItem, Diagnostic, Range, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../config/finding.js';

/** The forms of the language server protocol. Its positions count UTF-16 code units, as our offsets do. */
export function range(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function textEdit(document: TextDocument, edit: Edit): TextEdit {
  return { range: range(document, edit), newText: edit.text };
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const satisfies Record<Severity, DiagnosticSeverity>;

/** Places in other files, which the editor may not have open, are left to `lamia check`. */
export function diagnostic(document: TextDocument, finding: Finding): Diagnostic {
  const { source } = finding;
  const related = (finding.related ?? []).filter((place) => place.source.file === source.file);
  return {
    range: range(document, finding),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    source: 'lamia',
    message: finding.message,
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => ({
        location: { uri: document.uri, range: range(document, place) },
        message: place.message,
      })),
    }),
  };
}

const COMPLETION_KINDS = {
  keyword: CompletionItemKind.Keyword,
  version: CompletionItemKind.EnumMember,
  metric: CompletionItemKind.Field,
  statistic: CompletionItemKind.Property,
  function: CompletionItemKind.Function,
  let: CompletionItemKind.Variable,
  field: CompletionItemKind.Keyword,
  'field-name': CompletionItemKind.Field,
  test: CompletionItemKind.Operator,
  operator: CompletionItemKind.Operator,
  label: CompletionItemKind.Property,
  text: CompletionItemKind.Value,
  unit: CompletionItemKind.Unit,
  duration: CompletionItemKind.Value,
} as const satisfies Record<CompletionKind, CompletionItemKind>;

/** Null where the file cannot hold the text there, such as a line break inside of quotes. */
export function completionItem(
  document: TextDocument,
  part: ProgramPart,
  completion: Completion,
  takesSnippets: boolean,
): CompletionItem | null {
  const { label, kind, detail, documentation, insert, sortText } = completion;
  const span = part.editable(completion.span);
  const isSnippet = insert.form === 'snippet' && takesSnippets;
  const newText = part.written(
    isSnippet || insert.form === 'text' ? insert.text : withoutPlaces(insert.text),
  );
  if (span === null || newText === null) return null;
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    sortText,
    filterText: document.getText(range(document, span)).startsWith('"') ? `"${label}"` : label,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: range(document, span), newText },
    ...(detail !== null && { detail }),
    ...(documentation !== null && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

/** `${1:name}` is `name` to an editor that fills in nothing. */
function withoutPlaces(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g, '$1').replace(/\\([$}\\])/g, '$1');
}

/** Names that themes of editors know, in the order of the legend. */
const TOKEN_TYPES = {
  keyword: 'keyword',
  operator: 'operator',
  string: 'string',
  regex: 'regexp',
  number: 'number',
  unit: 'type',
  comment: 'comment',
  version: 'enumMember',
  metric: 'property',
  statistic: 'method',
  label: 'parameter',
  function: 'function',
  let: 'variable',
  field: 'namespace',
  header: 'property',
} as const satisfies Record<SemanticTokenType, string>;

const LEGEND_TYPES = [...new Set(Object.values(TOKEN_TYPES))];

export const TOKEN_LEGEND = { tokenTypes: [...LEGEND_TYPES], tokenModifiers: ['declaration', 'unknown'] };

export function tokenType(type: SemanticTokenType): number {
  return LEGEND_TYPES.indexOf(TOKEN_TYPES[type]);
}
