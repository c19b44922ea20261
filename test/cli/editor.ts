import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { startLamia } from './lamia.js';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

export interface Finding {
  readonly range: Range;
  readonly code: string;
  readonly message: string;
}

/** How an editor begins. */
export interface Beginning {
  readonly folder: string;
  /** Settings that it sends at once. */
  readonly options?: object;
  /** Settings that it tells when it is asked. */
  readonly settings?: object;
  readonly pullsDiagnostics?: boolean;
  /** Where it starts its servers, for one that knows of one folder at a time and says which by `rootUri` alone. */
  readonly startsIn?: string;
}

/** An editor as the server sees one: it holds texts, and asks about places in them. */
export class Editor {
  readonly capabilities: Record<string, unknown>;
  readonly shown: string[] = [];
  readonly #texts = new Map<string, { version: number; text: string }>();
  readonly #findings = new Map<string, readonly Finding[]>();

  private constructor(
    readonly connection: MessageConnection,
    private readonly child: ReturnType<typeof startLamia>,
    private readonly folder: string,
    capabilities: Record<string, unknown>,
  ) {
    this.capabilities = capabilities;
  }

  static async open({
    folder,
    options,
    settings,
    pullsDiagnostics = false,
    startsIn,
  }: Beginning): Promise<Editor> {
    const child = startLamia(['lsp'], { cwd: startsIn ?? folder });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const findings: { readonly uri: string; readonly diagnostics: readonly Finding[] }[] = [];
    const shown: string[] = [];
    connection.onNotification('textDocument/publishDiagnostics', (told: (typeof findings)[number]) => {
      findings.push(told);
    });
    connection.onNotification('window/showMessage', ({ message }: { readonly message: string }) => {
      shown.push(message);
    });
    connection.onRequest('workspace/configuration', () => [settings ?? null]);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.listen();
    const { capabilities } = await connection.sendRequest<{ capabilities: Record<string, unknown> }>(
      'initialize',
      {
        processId: process.pid,
        rootUri: pathToFileURL(folder).href,
        ...(startsIn === undefined && {
          workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'work' }],
        }),
        initializationOptions: options,
        capabilities: {
          workspace: { configuration: settings !== undefined, inlayHint: { refreshSupport: true } },
          textDocument: pullsDiagnostics ? { diagnostic: {} } : {},
        },
      },
    );
    await connection.sendNotification('initialized', {});
    const editor = new Editor(connection, child, folder, capabilities);
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: (typeof findings)[number]) => {
        editor.#findings.set(uri, diagnostics);
      },
    );
    for (const { uri, diagnostics } of findings) editor.#findings.set(uri, diagnostics);
    connection.onNotification('window/showMessage', ({ message }: { readonly message: string }) => {
      editor.shown.push(message);
    });
    editor.shown.push(...shown);
    return editor;
  }

  uri(name: string): string {
    return pathToFileURL(`${this.folder}/${name}`).href;
  }

  async show(name: string, text: string): Promise<void> {
    const uri = this.uri(name);
    this.#texts.set(uri, { version: 1, text });
    const languageId = name.endsWith('.lamia') ? 'lamia' : 'yaml';
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Changes a part of the text, which alone is sent. */
  async type(name: string, start: number, end: number, text: string): Promise<void> {
    const uri = this.uri(name);
    const known = this.#known(uri);
    const range = { start: positionAt(known.text, start), end: positionAt(known.text, end) };
    const changed = known.text.slice(0, start) + text + known.text.slice(end);
    this.#texts.set(uri, { version: known.version + 1, text: changed });
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: known.version + 1 },
      contentChanges: [{ range, text }],
    });
  }

  text(name: string): string {
    return this.#known(this.uri(name)).text;
  }

  position(name: string, offset: number): Position {
    return positionAt(this.text(name), offset);
  }

  /** Asks about a text, or a place in it. */
  ask<Answer>(method: string, name: string, more: object = {}): Promise<Answer> {
    return this.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: this.uri(name) },
      ...more,
    });
  }

  at<Answer>(method: string, name: string, offset: number, more: object = {}): Promise<Answer> {
    return this.ask(method, name, { position: this.position(name, offset), ...more });
  }

  /** What was last told of a text; the server answers in order, so that any answer comes after it. */
  async findings(name: string): Promise<readonly Finding[]> {
    await this.ask('foldingRange', name);
    return this.#findings.get(this.uri(name)) ?? [];
  }

  /** The part of a text that a range is. */
  slice(name: string, { start, end }: Range): string {
    return this.text(name).slice(offsetAt(this.text(name), start), offsetAt(this.text(name), end));
  }

  /** A text after edits that do not touch each other. */
  edited(name: string, edits: readonly Edit[]): string {
    const text = this.text(name);
    return [...edits]
      .sort((left, right) => offsetAt(text, right.range.start) - offsetAt(text, left.range.start))
      .reduce(
        (whole, { range, newText }) =>
          whole.slice(0, offsetAt(text, range.start)) + newText + whole.slice(offsetAt(text, range.end)),
        text,
      );
  }

  /** Says goodbye and gives the server's exit code. */
  async close(): Promise<number | null> {
    const exit = once(this.child, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return this.#code(exit);
  }

  /** Goes away without a word. */
  async vanish(): Promise<number | null> {
    const exit = once(this.child, 'exit');
    this.child.stdin.end();
    return this.#code(exit);
  }

  async #code(exit: Promise<unknown[]>): Promise<number | null> {
    const [code] = await exit;
    this.connection.dispose();
    return typeof code === 'number' ? code : null;
  }

  #known(uri: string): { version: number; text: string } {
    const known = this.#texts.get(uri);
    if (known === undefined) throw new Error(`${uri} is not open`);
    return known;
  }
}

/** Lines end as the protocol says; characters are UTF-16 code units. */
function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function offsetAt(text: string, { line, character }: Position): number {
  const ends = [...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length);
  return (line === 0 ? 0 : (ends[line - 1] ?? text.length)) + character;
}

/** Asks until the answer is one that was waited for; the last one, whatever it is, after ten seconds. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  isThere: (value: Value) => boolean,
): Promise<Value> {
  for (let tries = 0; ; tries += 1) {
    const value = await ask();
    if (isThere(value) || tries > 200) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
