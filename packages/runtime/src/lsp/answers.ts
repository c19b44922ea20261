import { languageService as service } from '@lamia/lang';
import type { Edit, ProgramPart, Span } from '@lamia/lang';
import {
  CodeActionKind,
  FoldingRangeKind,
  MarkupKind,
  SemanticTokensBuilder,
  SymbolKind,
} from 'vscode-languageserver';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Range,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { formatConfiguration } from '../config/format-configuration.js';
import type { ReadFile } from './read-file.js';
import { completionItem, diagnostic, range, textEdit, TOKEN_LEGEND, tokenType } from './to-editor.js';

/** A text that is open, as it was read. */
export interface OpenText {
  readonly document: TextDocument;
  readonly read: ReadFile;
}

/** A place in the program that it is in. */
export interface PlaceInProgram extends OpenText {
  readonly part: ProgramPart;
  readonly offset: number;
}

export function diagnostics({ document, read }: OpenText): Diagnostic[] {
  return read.findings.map((finding) => diagnostic(document, finding));
}

export function completions(place: PlaceInProgram, takesSnippets: boolean): CompletionItem[] {
  const { document, part, offset } = place;
  return service
    .completionsAt(part.analysis, offset)
    .flatMap((completion) => completionItem(document, part, completion, takesSnippets) ?? []);
}

export function hover({ document, part, offset }: PlaceInProgram): Hover | null {
  const found = service.hoverAt(part.analysis, offset);
  if (found === null) return null;
  return {
    range: range(document, part.span(found.span)),
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
  };
}

export function signatureHelp({ part, offset }: PlaceInProgram): SignatureHelp | null {
  const found = service.signatureAt(part.analysis, offset);
  if (found === null) return null;
  const parameters = found.parameters.map(({ start, end }) => ({ label: [start, end] as [number, number] }));
  // A parameter beyond the last is none, which the protocol says by its number.
  const activeParameter = found.active ?? parameters.length;
  return {
    signatures: [{ label: found.signature, documentation: found.documentation, parameters, activeParameter }],
    activeSignature: 0,
    activeParameter,
  };
}

export function definition(place: PlaceInProgram): Location | null {
  const found = service.definitionAt(place.part.analysis, place.offset);
  return found === null ? null : location(place, found);
}

export function references(place: PlaceInProgram, withDeclaration: boolean): Location[] {
  const found = service.referencesAt(place.part.analysis, place.offset);
  return found.slice(withDeclaration ? 0 : 1).map((span) => location(place, span));
}

const location = ({ document, part }: PlaceInProgram, span: Span): Location => ({
  uri: document.uri,
  range: range(document, part.span(span)),
});

export function renameable({
  document,
  part,
  offset,
}: PlaceInProgram): { range: Range; placeholder: string } | null {
  const found = service.prepareRename(part.analysis, offset);
  const span = found === null ? null : part.editable(found);
  return found === null || span === null ? null : { range: range(document, span), placeholder: found.name };
}

/** The edits of a renaming, or why there are none. */
export function renaming({ document, part, offset }: PlaceInProgram, name: string): TextEdit[] | string {
  const found = service.renameAt(part.analysis, offset, name);
  if (found.kind === 'refused') return found.message;
  const edits = found.edits.flatMap((edit) => inFile(part, edit) ?? []);
  return edits.length === found.edits.length
    ? edits.map((edit) => textEdit(document, edit))
    : 'the file writes a part of this program in another way: write it without escapes and folded words first';
}

function inFile(part: ProgramPart, { start, end, text }: Edit): Edit | null {
  const span = part.editable({ start, end });
  const written = part.written(text);
  return span === null || written === null ? null : { ...span, text: written };
}

export function semanticTokens({ document, read }: OpenText): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const part of read.parts) {
    for (const { type, isDeclaration, isUnknown, ...span } of service.semanticTokens(part.analysis)) {
      const place = part.editable(span);
      if (place === null) continue;
      const modifiers =
        (isDeclaration === true ? bit('declaration') : 0) + (isUnknown === true ? bit('unknown') : 0);
      for (const { line, character, length } of linesOf(document, place))
        builder.push(line, character, length, tokenType(type), modifiers);
    }
  }
  return builder.build();
}

const bit = (modifier: string): number => 1 << TOKEN_LEGEND.tokenModifiers.indexOf(modifier);

/** Tokens of several lines are one a line: not every editor takes others. */
function linesOf(
  document: TextDocument,
  { start, end }: Span,
): readonly { readonly line: number; readonly character: number; readonly length: number }[] {
  const text = document.getText(range(document, { start, end }));
  return [...text.matchAll(/[^\r\n]+/g)].map(({ index, 0: line }) => ({
    ...document.positionAt(start + index),
    length: line.length,
  }));
}

/** Those of YAML are for others to say. */
export function foldingRanges({ document, read }: OpenText): FoldingRange[] {
  if (read.kind !== 'program') return [];
  return read.parts.flatMap(({ analysis }) =>
    service.foldingRanges(analysis).map(({ kind, start, end }) => {
      const lines = range(document, { start, end });
      const isBlock = kind === 'block';
      // The bracket that closes a block stays in sight.
      const endLine = Math.max(lines.start.line, isBlock ? lines.end.line - 1 : lines.end.line);
      return {
        startLine: lines.start.line,
        endLine,
        ...(!isBlock && { kind: FoldingRangeKind.Comment }),
      };
    }),
  );
}

/** Nothing for a text that cannot be read. */
export function formatting({ document, read }: OpenText): TextEdit[] {
  if (read.kind === 'program') {
    return read.parts.flatMap(({ analysis }) =>
      service.formatEdits(analysis).map((edit) => textEdit(document, edit)),
    );
  }
  const text = document.getText();
  const formatted = formatConfiguration({ file: document.uri, text, named: false });
  if (!formatted.ok || formatted.text === text) return [];
  return [textEdit(document, { start: 0, end: text.length, text: formatted.text })];
}

/** The ways out of what is wrong within a range. */
export function codeActions({ document, read }: OpenText, within: Range): CodeAction[] {
  const [start, end] = [document.offsetAt(within.start), document.offsetAt(within.end)];
  return service
    .fixesAt({ diagnostics: read.findings }, { start, end })
    .map(({ title, edits, diagnostic: finding }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic(document, finding)],
      edit: { changes: { [document.uri]: edits.map((edit) => textEdit(document, edit)) } },
    }));
}

export function inlayHints({ document, read }: OpenText, within: Range): InlayHint[] {
  const [first, last] = [document.offsetAt(within.start), document.offsetAt(within.end)];
  return read.parts
    .filter(({ place }) => place.start <= last && place.end >= first)
    .flatMap((part) =>
      service.inlayHints(part.analysis).map(({ offset, label }) => ({
        position: range(document, part.span({ start: offset, end: offset })).start,
        label,
        paddingLeft: true,
      })),
    );
}

export function codeLenses({ document, read }: OpenText): CodeLens[] {
  return read.parts.flatMap((part) =>
    service.codeLenses(part.analysis).map(({ start, end, title }) => ({
      range: range(document, part.span({ start, end })),
      // To read, not to run.
      command: { title, command: '' },
    })),
  );
}

export function documentSymbols({ document, read }: OpenText): DocumentSymbol[] {
  return read.parts.flatMap((part) =>
    service.documentSymbols(part.analysis).map(({ name, detail, nameSpan, start, end }) => ({
      name,
      detail,
      kind: SymbolKind.Variable,
      range: range(document, part.span({ start, end })),
      selectionRange: range(document, part.span(nameSpan)),
    })),
  );
}
