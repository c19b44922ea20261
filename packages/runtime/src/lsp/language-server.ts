import { languageService } from '@lamia/lang';
import {
  DidChangeConfigurationNotification,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver';
import type { Connection, InitializeParams, InitializeResult, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CommandIo } from '../cli/io.js';
import { errorMessage } from '../errors/error-message.js';
import { VERSION } from '../version.js';
import * as answers from './answers.js';
import type { OpenText, PlaceInProgram } from './answers.js';
import { abilitiesOf, capabilitiesFor } from './capabilities.js';
import type { EditorAbilities } from './capabilities.js';
import { readSettings, within } from './settings.js';
import { pathOf, Workspace } from './workspace.js';

/** How often current values are asked for while something is open. */
const VALUES_EVERY = 15_000;

/** Answers an editor about programs, and about the programs in gateway and policy files, until it says goodbye. */
export class LanguageServer {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #workspace: Workspace;
  #abilities: EditorAbilities = abilitiesOf({});
  #root = process.cwd();
  #given: unknown = null;
  /** Settings are taken one after the other, and whoever asks meanwhile waits for the last. */
  #ready: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly connection: Connection,
    io: CommandIo,
  ) {
    this.#workspace = new Workspace(io, (path) => this.#textOf(path));
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => {
      this.#initialized();
    });
    connection.onDidChangeConfiguration(({ settings }) => {
      // An editor that does not let itself be asked sends all settings.
      if (!this.#abilities.hasSettings) this.#given = section(settings);
      this.#takeSettings();
    });
    connection.onShutdown(async () => {
      if (this.#timer !== null) clearInterval(this.#timer);
      await this.#ready;
      await this.#workspace.close();
    });
    this.#answer();
    this.#follow();
    this.#documents.listen(connection);
    connection.listen();
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#abilities = abilitiesOf(params.capabilities);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- editors that know of one folder at a time say it by the older name
    const folder = params.workspaceFolders?.[0]?.uri ?? params.rootUri;
    this.#root = (folder === null ? null : pathOf(folder)) ?? this.#root;
    this.#given = params.initializationOptions;
    return {
      capabilities: capabilitiesFor(this.#abilities),
      serverInfo: { name: 'lamia', version: VERSION },
    };
  }

  #initialized(): void {
    if (this.#abilities.hasSettings && this.#abilities.tellsOfSettings)
      this.#inBackground(this.connection.client.register(DidChangeConfigurationNotification.type));
    this.#takeSettings();
    this.#timer = setInterval(() => {
      this.#inBackground(this.#refreshValues('all'));
    }, VALUES_EVERY).unref();
  }

  #takeSettings(): void {
    this.#ready = this.#ready.then(async () => {
      try {
        const asked = this.#abilities.hasSettings
          ? ((await this.connection.workspace.getConfiguration('lamia')) as unknown)
          : null;
        const { settings, problems } = readSettings({ ...record(this.#given), ...withoutEmpty(asked) });
        const unusable = await this.#workspace.use(within(this.#root, settings));
        for (const problem of [...problems, ...unusable]) await this.#show(problem);
      } catch (error) {
        await this.#show(`the settings cannot be used: ${errorMessage(error)}`);
      }
    });
    this.#inBackground(this.#ready.then(() => this.#retold()));
  }

  async #show(problem: string): Promise<void> {
    const message = `lamia: ${problem}`;
    await this.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Error,
      message,
    });
  }

  /** What is on the screen is of other settings, files or values. */
  async #retold(): Promise<void> {
    const open = this.#documents.all();
    if (!this.#abilities.pullsDiagnostics) await Promise.all(open.map((one) => this.#sendDiagnostics(one)));
    else if (this.#abilities.refreshesDiagnostics) await this.connection.languages.diagnostics.refresh();
    await this.#refreshValues('all');
  }

  async #refreshValues(which: 'all' | 'new'): Promise<void> {
    await this.#ready;
    const reads = await Promise.all(this.#documents.all().map((one) => this.#workspace.read(one)));
    const parts = reads.flatMap((read) => read.parts);
    if (!(await this.#workspace.refresh(parts, which))) return;
    if (this.#abilities.refreshesHints) await this.connection.languages.inlayHint.refresh();
    if (this.#abilities.refreshesLenses) await this.connection.sendRequest('workspace/codeLens/refresh');
  }

  /** Follows what is opened, typed, saved and closed. */
  #follow(): void {
    this.#documents.onDidChangeContent(({ document }) => {
      if (!this.#abilities.pullsDiagnostics) this.#inBackground(this.#sendDiagnostics(document));
      this.#inBackground(this.#refreshValues('new'));
    });
    // It may be the catalogue, the metrics file, or a policy that other files refer to.
    this.#documents.onDidSave(() => {
      this.#takeSettings();
    });
    this.#documents.onDidClose(({ document }) => {
      if (this.#abilities.pullsDiagnostics) return;
      this.#inBackground(this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
    });
  }

  async #sendDiagnostics(document: TextDocument): Promise<void> {
    const { uri, version } = document;
    const open = await this.#open(uri);
    // What was typed meanwhile has findings of its own.
    if (open?.document.version !== version) return;
    await this.connection.sendDiagnostics({ uri, version, diagnostics: answers.diagnostics(open) });
  }

  #answer(): void {
    const { connection } = this;
    connection.languages.diagnostics.on(async ({ textDocument }) => ({
      kind: 'full',
      items: await this.#ofText(textDocument.uri, [], answers.diagnostics),
    }));
    connection.onCompletion((params) =>
      this.#ofPlace(params, [], (place) => answers.completions(place, this.#abilities.takesSnippets)),
    );
    connection.onHover((params) => this.#ofPlace(params, null, answers.hover));
    connection.onSignatureHelp((params) => this.#ofPlace(params, null, answers.signatureHelp));
    connection.onDefinition((params) => this.#ofPlace(params, null, answers.definition));
    connection.onReferences((params) =>
      this.#ofPlace(params, [], (place) => answers.references(place, params.context.includeDeclaration)),
    );
    connection.onPrepareRename((params) => this.#ofPlace(params, null, answers.renameable));
    connection.onRenameRequest((params) =>
      this.#ofPlace(params, null, (place) => {
        const edits = answers.renaming(place, params.newName);
        return typeof edits === 'string'
          ? new ResponseError(LSPErrorCodes.RequestFailed, edits)
          : { changes: { [params.textDocument.uri]: edits } };
      }),
    );
    connection.languages.semanticTokens.on(({ textDocument }) =>
      this.#ofText(textDocument.uri, { data: [] }, answers.semanticTokens),
    );
    connection.onFoldingRanges(({ textDocument }) =>
      this.#ofText(textDocument.uri, [], answers.foldingRanges),
    );
    connection.onDocumentFormatting(({ textDocument }) =>
      this.#ofText(textDocument.uri, [], answers.formatting),
    );
    connection.onCodeAction(({ textDocument, range }) =>
      this.#ofText(textDocument.uri, [], (open) => answers.codeActions(open, range)),
    );
    connection.languages.inlayHint.on(({ textDocument, range }) =>
      this.#ofText(textDocument.uri, [], (open) => answers.inlayHints(open, range)),
    );
    connection.onCodeLens(({ textDocument }) => this.#ofText(textDocument.uri, [], answers.codeLenses));
    connection.onDocumentSymbol(({ textDocument }) =>
      this.#ofText(textDocument.uri, [], answers.documentSymbols),
    );
  }

  async #open(uri: string): Promise<OpenText | null> {
    await this.#ready;
    for (;;) {
      const document = this.#documents.get(uri);
      if (document === undefined) return null;
      const { version } = document;
      const read = await this.#workspace.read(document);
      // The document changes in place while it is read.
      if (document.version === version) return { document, read };
    }
  }

  async #ofText<Answer>(uri: string, none: Answer, answer: (open: OpenText) => Answer): Promise<Answer> {
    const open = await this.#open(uri);
    return open === null ? none : answer(open);
  }

  async #ofPlace<Answer, None>(
    {
      textDocument,
      position,
    }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
    none: None,
    answer: (place: PlaceInProgram) => Answer,
  ): Promise<Answer | None> {
    const open = await this.#open(textDocument.uri);
    if (open === null) return none;
    const place = open.document.offsetAt(position);
    const part = languageService.partAt(open.read.parts, place);
    return part === null ? none : answer({ ...open, part, offset: part.offsetAt(place) });
  }

  #textOf(path: string): string | null {
    return (
      this.#documents
        .all()
        .find(({ uri }) => pathOf(uri) === path)
        ?.getText() ?? null
    );
  }

  /** Nobody waits for it; that it failed is for the log. */
  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.connection.console.error(errorMessage(error));
    });
  }
}

const record = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** All settings of an editor hold ours under `lamia`; some send ours alone. */
function section(settings: unknown): unknown {
  const all = record(settings);
  return 'lamia' in all ? all.lamia : all;
}

/** Settings that an editor fills in, where nobody set them, do not outweigh those that the server was started with. */
function withoutEmpty(value: unknown): object {
  return Object.fromEntries(
    Object.entries(record(value)).filter(
      ([, one]) => one !== null && one !== '' && !(Array.isArray(one) && one.length === 0),
    ),
  );
}
