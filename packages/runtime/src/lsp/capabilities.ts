import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver';
import { TOKEN_LEGEND } from './to-editor.js';

/** What the editor at the other end can do. */
export interface EditorAbilities {
  readonly takesSnippets: boolean;
  /** It asks for findings when it wants them, so that none are sent. */
  readonly pullsDiagnostics: boolean;
  readonly hasSettings: boolean;
  readonly tellsOfSettings: boolean;
  readonly refreshesHints: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesDiagnostics: boolean;
}

export function abilitiesOf({ textDocument, workspace }: ClientCapabilities): EditorAbilities {
  return {
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    hasSettings: workspace?.configuration ?? false,
    tellsOfSettings: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
  };
}

/** What this server answers that editor. */
export function capabilitiesFor({ pullsDiagnostics }: EditorAbilities): ServerCapabilities {
  const diagnosticProvider = {
    identifier: 'lamia',
    interFileDependencies: true,
    workspaceDiagnostics: false,
  };
  return { ...CAPABILITIES, ...(pullsDiagnostics && { diagnosticProvider }) };
}

const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  completionProvider: { triggerCharacters: [' ', '.', '"', "'", '{', '(', ','] },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  semanticTokensProvider: { legend: TOKEN_LEGEND, full: true },
  foldingRangeProvider: true,
  documentFormattingProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  inlayHintProvider: true,
  codeLensProvider: {},
  documentSymbolProvider: true,
};
